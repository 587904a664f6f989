import { HttpErrorResponse } from '@angular/common/http';

import type {
  JobDto,
  OverviewDto,
  OwnedServerDto,
  PackageDto,
  Permission,
  PersonDto,
  PublicSettingsDto,
  UserDto,
} from '@sky/api-client';

import { PERMISSION_WORDS } from '../app/roles/permission-words';

const AT = '2026-11-25T12:00:00.000Z';
const PRICE = { monthly: '10.00', hourly: '0.013699', currency: 'USD' };

/** Believable answers of the API, each changed only where a test cares. */
export const make = {
  user: (changes: Partial<UserDto> = {}): UserDto => ({
    id: 2,
    username: 'mara',
    email: 'mara@northwind.example',
    fullName: 'Mara Oduya',
    role: 'admin',
    isVerified: true,
    state: 'active',
    createdAt: AT,
    virtfusion: { state: 'none', message: null },
    suspendedReason: null,
    pendingEmail: null,
    locale: 'en-GB',
    timeZone: 'UTC',
    permissions: Object.keys(PERMISSION_WORDS) as Permission[],
    impersonator: null,
    session: null,
    secondFactorRequiredFrom: null,
    ...changes,
  }),

  settings: (changes: Partial<PublicSettingsDto> = {}): PublicSettingsDto => ({
    companyName: 'Northwind Cloud',
    currency: 'USD',
    currencyDecimals: 2,
    minimumTopUp: '5.00',
    maximumTopUp: '500.00',
    supportEmail: null,
    deleteDelayMinutes: 15,
    resendCooldownSeconds: 60,
    passwordMinLength: 12,
    passwordNeedsKinds: false,
    sandbox: null,
    testClock: true,
    ...changes,
  }),

  person: (changes: Partial<PersonDto> = {}): PersonDto => ({
    id: 1,
    username: 'ada',
    email: 'ada@analytical.example',
    fullName: 'Ada Lovelace',
    role: 'customer',
    isVerified: true,
    state: 'active',
    balance: '18.42',
    currency: 'USD',
    serverCount: 5,
    sessionCount: 1,
    createdAt: AT,
    lastSignInAt: AT,
    virtfusion: { state: 'linked', message: null },
    suspendedReason: null,
    tags: [],
    secondFactors: 0,
    ...changes,
  }),

  server: (changes: Partial<OwnedServerDto> = {}): OwnedServerDto => ({
    id: 1,
    name: 'web-1',
    state: 'running',
    package: { id: 2, name: 'S2', cpuCores: 2, memoryMb: 4096, storageGb: 80, trafficGb: 20_000 },
    location: { id: 1, name: 'Frankfurt' },
    operatingSystem: 'Debian 13',
    addresses: ['203.0.113.24'],
    price: PRICE,
    monthToDate: '8.17',
    createdAt: AT,
    observedAt: AT,
    deleteAt: null,
    action: null,
    owner: { id: 1, username: 'ada', email: 'ada@analytical.example' },
    upstreamId: 101,
    ...changes,
  }),

  package: (changes: Partial<PackageDto> = {}): PackageDto => ({
    id: 2,
    name: 'S2',
    description: null,
    enabled: true,
    cpuCores: 2,
    memoryMb: 4096,
    storageGb: 80,
    trafficGb: 20_000,
    price: PRICE,
    isPublic: true,
    priceHistory: [],
    available: true,
    mirroredAt: AT,
    ...changes,
  }),

  job: (changes: Partial<JobDto> = {}): JobDto => ({
    id: 'a1b2c3d4-0000-4000-8000-000000000001',
    topic: 'server.build',
    state: 'dead',
    payload: { serverId: 7 },
    attempts: 6,
    retryLimit: 5,
    lastError: 'VirtFusion answered 500',
    createdAt: AT,
    startAfter: AT,
    completedAt: null,
    ...changes,
  }),

  overview: (changes: Partial<OverviewDto> = {}): OverviewDto => ({
    customers: { total: 702, verified: 655, newLast7Days: 12 },
    servers: { total: 5, byState: { running: 4, stopped: 1 } },
    money: {
      currency: 'USD',
      customerCredit: '48210.55',
      debt: '0.00',
      usageToday: '1420.11',
      usageThisMonth: '61904.20',
      topUpsThisMonth: '58120.00',
    },
    revenueByDay: [{ day: '2026-11-25', usage: '1420.11', topUps: '500.00' }],
    jobs: { queued: 1, failed: 0, dead: 0 },
    payments: { pending: 0, unknown: 0 },
    virtfusion: { status: 'ok', checkedAt: AT },
    asOf: new Date().toISOString(),
    ...changes,
  }),

  /** A page holding just these rows. */
  page: <Row>(...data: Row[]) => ({
    data,
    pagination: { currentPage: 1, totalPages: 1, totalItems: data.length, itemsPerPage: 20 },
  }),

  /** A refusal as the API sends it. */
  refusal: (status: number, code: string, details: { field: string; message: string }[] = []): HttpErrorResponse =>
    new HttpErrorResponse({ status, error: { error: { code, message: '', request_id: '7f3a-19c2', details } } }),
};
