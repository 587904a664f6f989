import { idOf, Refused, type Call, type Reply } from '../kit/call';
import { Simulator, type Surroundings } from '../kit/simulator';
import type { PayPalSimulator } from '../paypal/simulator';
import type { Smtp2goSimulator } from '../smtp2go/simulator';
import type { VirtFusionSimulator } from '../virtfusion/simulator';
import { faultRequest } from './fault-request';
import { controlPage } from './page';
import { servePayPalControl } from './paypal-control';
import { badRequest, found } from './replies';
import { serveRfbControl } from './rfb-control';
import { serveVirtFusionControl } from './virtfusion-control';

/** What the control surface acts on. */
export interface Controlled {
  readonly virtfusion: VirtFusionSimulator;
  readonly paypal: PayPalSimulator;
  readonly smtp2go: Smtp2goSimulator;
  readonly reset: () => void;
}

const REQUESTS_SHOWN = 100;

/** The sandbox's own surface: a page for people at `/`, and `/_control` for tests. It is no outside system. */
export class ControlSimulator extends Simulator {
  readonly name = 'control';
  readonly prefix = '';

  constructor(
    private readonly controlled: Controlled,
    surroundings: Surroundings,
  ) {
    super(surroundings);
    this.mount();
    servePayPalControl(this.routes, controlled.paypal);
    serveVirtFusionControl(this.routes, controlled.virtfusion);
    serveRfbControl(this.routes, controlled.virtfusion);
  }

  snapshot(): unknown {
    return {};
  }

  restore(): void {}

  reset(): void {}

  failure(status: number): Reply {
    return { status, json: { error: status === 404 ? 'There is nothing here.' : 'The request was refused.' } };
  }

  /** A page of another origin must not pull levers through somebody's browser. */
  protected override admit({ method, headers }: Call): void {
    if (method !== 'GET' && headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
      throw new Refused({ status: 403, json: { error: 'The control surface is for its own page and for tests.' } });
    }
  }

  private mount(): void {
    const { faults, clock } = this.surroundings;
    const { smtp2go } = this.controlled;
    this.routes
      .on('GET', '/', () => ({ status: 200, html: controlPage() }))
      .on('GET', '/favicon.ico', () => ({ status: 204 }))
      .on('GET', '/_control/health', () =>
        found({ status: 'ok', services: ['virtfusion', 'paypal', 'smtp2go'], now: clock.date().toISOString() }),
      )
      .on('GET', '/_control/mail', call => {
        const to = call.query.get('to');
        return found(to === null ? smtp2go.mailbox.all() : smtp2go.mailbox.to(to));
      })
      .on('DELETE', '/_control/mail', () => {
        smtp2go.mailbox.clear();
        return { status: 204 };
      })
      .on('GET', '/_control/requests', call => found(this.requests(call)))
      .on('GET', '/_control/faults', () => found(faults.list()))
      .on('POST', '/_control/faults', call => ({ status: 201, json: { id: faults.add(faultRequest(call.body)).id } }))
      .on('DELETE', '/_control/faults', () => {
        faults.clear();
        return { status: 204 };
      })
      .on('DELETE', '/_control/faults/:id', call => ({ status: faults.remove(idOf(call, 'id')) ? 204 : 404 }))
      .on('GET', '/_control/clock', () => ({
        status: 200,
        json: { now: clock.date().toISOString(), aheadHours: clock.aheadHours },
      }))
      .on('POST', '/_control/clock/advance', call => ({ status: 200, json: { now: clock.advance(hoursIn(call)).toISOString() } }))
      .on('POST', '/_control/reset', () => {
        this.controlled.reset();
        return { status: 204 };
      });
  }

  private requests(call: Call): unknown[] {
    const service = call.query.get('service') ?? undefined;
    const limit = Number(call.query.get('limit') ?? REQUESTS_SHOWN);
    return this.surroundings.journal
      .entries(service === undefined ? {} : { service })
      .slice(-(Number.isInteger(limit) && limit > 0 ? limit : REQUESTS_SHOWN))
      .toReversed();
  }
}

function hoursIn({ body }: Call): number {
  const hours = body['hours'];
  if (typeof hours !== 'number' || !Number.isFinite(hours) || hours < 0) throw badRequest('hours must be a number, 0 or more');
  return hours;
}
