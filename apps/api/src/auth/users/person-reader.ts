import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@api/platform';
import { RoleMatrix } from '../access/role-matrix';
import { SecondFactorPolicy } from '../access/second-factor-policy';
import { EmailChangeService } from '../email-change/email-change.service';
import { LinkReader } from './link-reader';
import { type SessionEndDto, UserDto } from './user.dto';
import type { User } from './user.entity';

/** Who looks: the caller of the request, or the session that was just opened. */
export interface Looking {
  readonly caller?: Principal;
  readonly ends?: SessionEndDto;
}

/** A person as they see themselves, with what other parts of the product know of them. */
@Injectable()
export class PersonReader {
  constructor(
    private readonly em: EntityManager,
    private readonly links: LinkReader,
    private readonly policy: SecondFactorPolicy,
    private readonly emailChanges: EmailChangeService,
    private readonly roles: RoleMatrix,
  ) {}

  /** Staff who look with the person's eyes see that they do. */
  async of(user: User, { caller, ends }: Looking): Promise<UserDto> {
    const credential = caller?.credential.kind === 'session' ? caller.credential : null;
    const impersonator = credential?.impersonator ?? null;
    return UserDto.from(user, {
      virtfusion: await this.links.of(user.id),
      secondFactorRequiredFrom: await this.policy.requiredFromFor(user.id, user.role),
      pendingEmail: await this.emailChanges.pendingOf(user.id),
      permissions: [...this.roles.permissionsOf(user.role)],
      impersonator: impersonator && { username: impersonator.username, mayWrite: impersonator.mayWrite },
      session: ends
        ? { idleEndAt: ends.idleEndAt, absoluteEndAt: ends.absoluteEndAt }
        : credential && (await this.endOf(credential.sessionId)),
    });
  }

  private async endOf(sessionId: number): Promise<SessionEndDto | null> {
    const [row] = await this.em
      .fork()
      .execute<SessionEndDto[]>(
        'select expires_at as "idleEndAt", absolute_end_at as "absoluteEndAt" from sessions where id = ?',
        [sessionId],
      );
    return row ?? null;
  }
}
