import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { type AuthenticatedRequest, type ForbiddenError, type Principal } from '@api/platform';

/** What pages meet in the course of things and answer by themselves. */
const HARMLESS: ReadonlySet<string> = new Set(['step_up_required', 'email_not_verified', 'second_factor_required']);
/** The same refusal within so long says nothing new, and a flood must not fill the log. */
const SAME_WITHIN_MS = 10_000;
const MOST_REMEMBERED = 10_000;

/** Writes down what known callers were refused. */
@Injectable()
export class RefusalLog {
  private readonly lately = new Map<string, number>();

  constructor(private readonly audit: AuditLog) {}

  async note({ code }: ForbiddenError, { userId }: Principal, request: AuthenticatedRequest): Promise<void> {
    if (HARMLESS.has(code)) return;
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    if (!this.isNews(`${userId} ${code} ${route}`)) return;
    await this.audit.record({
      action: 'access.refused',
      outcome: 'refused',
      target: { kind: 'route', id: route },
      details: { refusal: code },
    });
  }

  private isNews(key: string): boolean {
    const now = Date.now();
    if (now - (this.lately.get(key) ?? 0) < SAME_WITHIN_MS) return false;
    if (this.lately.size >= MOST_REMEMBERED) this.lately.clear();
    this.lately.set(key, now);
    return true;
  }
}
