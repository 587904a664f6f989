import { ApiProperty } from '@nestjs/swagger';
import { OneOf, Pagination, QueryWhole, PageQuery, Text, Whole } from '@api/platform';
import { CONSOLE_CAUSE_CODES, CONSOLE_CAUSES, type ConsoleCause } from './causes';
import type { ConsoleWay } from './console-doors';
import { CHECK_NAMES, type CheckName } from './reach/preflight';
import type { VisitRow } from './sessions/console-log';
import type { ConsoleShare } from './sharing';
import type { VncState } from './vnc-switch';

const OUTCOMES = ['passed', 'failed'] as const;
const VISIT_STATES = ['refused', 'offered', 'open', 'ended'] as const;
const LONGEST_SHARE_MINUTES = 7 * 24 * 60;

/** Whether a console can be opened, without opening it. */
export class ConsoleStateDto {
  /** The host's policy allows it. */
  isAllowed!: boolean;
  /** Null while it is not known. */
  @ApiProperty({ type: Boolean, nullable: true }) isEnabled!: boolean | null;
  /** When VirtFusion last told us about the server. */
  @ApiProperty({ type: Date, nullable: true }) observedAt!: Date | null;

  static from({ isEnabled, observedAt }: VncState, isAllowed: boolean): ConsoleStateDto {
    return { isAllowed, isEnabled, observedAt };
  }
}

/** The same for staff, with where it is. */
export class StaffConsoleStateDto extends ConsoleStateDto {
  @ApiProperty({ type: String, nullable: true }) hypervisor!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) port!: number | null;

  static fromState(state: VncState, isAllowed: boolean): StaffConsoleStateDto {
    return { ...ConsoleStateDto.from(state, isAllowed), hypervisor: state.hypervisor, port: state.port };
  }
}

/** What a viewer of one's own needs. */
export class ConsoleCredentialsDto {
  @ApiProperty({ type: String, nullable: true }) host!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) port!: number | null;
  @ApiProperty({ type: String, nullable: true }) password!: string | null;
}

/** One check before a console opens. */
export class ConsoleCheckDto {
  @OneOf(CHECK_NAMES, 'ConsoleCheckName') name!: CheckName;
  @OneOf(OUTCOMES, 'ConsoleCheckOutcome') outcome!: (typeof OUTCOMES)[number];
  detail!: string;
  /** Milliseconds. */
  @ApiProperty({ type: 'integer' }) tookMs!: number;
}

/** Why a console does not open, and what to do. */
export class ConsoleProblemDto {
  @OneOf(CONSOLE_CAUSE_CODES, 'ConsoleCause') code!: ConsoleCause;
  title!: string;
  remedy!: string;
}

/** The way to a console: a ticket for the WebSocket at `path`, or a problem. */
export class ConsoleWayDto {
  serverName!: string;
  checks!: ConsoleCheckDto[];
  @ApiProperty({ type: ConsoleProblemDto, nullable: true }) problem!: ConsoleProblemDto | null;
  /** Good once, for this browser session, within seconds. */
  @ApiProperty({ type: String, nullable: true }) ticket!: string | null;
  @ApiProperty({ type: Date, nullable: true }) expiresAt!: Date | null;
  path!: string;
  viewOnly!: boolean;

  static from({ server, checks, cause, ticket, expiresAt, viewOnly }: ConsoleWay): ConsoleWayDto {
    const problem = cause === null ? null : { code: cause, ...CONSOLE_CAUSES[cause] };
    return { serverName: server.name, checks: [...checks], problem, ticket, expiresAt, path: '/api/vnc/ws', viewOnly };
  }
}

/** A visit to a console. */
export class ConsoleVisitDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) serverId!: number;
  serverName!: string;
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  asStaff!: boolean;
  viewOnly!: boolean;
  @OneOf(VISIT_STATES, 'ConsoleVisitState') state!: VisitRow['state'];
  /** Why it was refused or ended; null while it goes on. */
  @ApiProperty({ type: String, nullable: true }) cause!: string | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  offeredAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) openedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  /** To the browser, and from it. */
  @ApiProperty({ type: 'integer' }) bytesSent!: number;
  @ApiProperty({ type: 'integer' }) bytesReceived!: number;

  static from(row: VisitRow): ConsoleVisitDto {
    return { ...row, bytesSent: Number(row.bytesSent), bytesReceived: Number(row.bytesReceived) };
  }
}

/** A page of visits. */
export class ConsoleVisitPageDto {
  data!: ConsoleVisitDto[];
  pagination!: Pagination;
}

/** Which visits of everybody to list. */
export class ConsoleVisitQuery extends PageQuery {
  @QueryWhole({ min: 1, max: 2_147_483_647 })
  serverId?: number;

  @QueryWhole({ min: 1, max: 2_147_483_647 })
  userId?: number;

  @OneOf(['open', 'all'] as const, 'ConsoleVisitChoice', { optional: true })
  show?: 'open' | 'all';
}

/** For how long somebody may look. */
export class ShareConsoleDto {
  @Whole({ min: 5, max: LONGEST_SHARE_MINUTES, description: 'From now on.' })
  minutes!: number;
}

/** A link by which somebody signed in may look. */
export class ConsoleShareDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  endsAt!: Date;
  createdAt!: Date;

  static from({ id, endsAt, createdAt }: ConsoleShare): ConsoleShareDto {
    return { id, endsAt, createdAt };
  }
}

/** A new link; its secret is told in this answer only. */
export class NewConsoleShareDto extends ConsoleShareDto {
  token!: string;
}

/** The links that still open. */
export class ConsoleShareListDto {
  data!: ConsoleShareDto[];
}

/** The ticket of a WebSocket. */
export class ConsoleTicketQuery {
  @Text({ min: 20, max: 100, pattern: /^[A-Za-z0-9_-]+$/ })
  ticket!: string;
}
