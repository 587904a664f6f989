import { HttpErrorResponse } from '@angular/common/http';

import type {
  BalanceDto,
  OrderOptionsDto,
  PaymentDto,
  PublicPlanDto,
  PublicSettingsDto,
  ServerDetailDto,
  ServerDto,
  TransactionDto,
  UserDto,
} from '@sky/api-client';

const AT = '2026-11-25T12:00:00.000Z';
const PRICE = { monthly: '10.00', hourly: '0.013699', currency: 'USD' };
const PLAN = { id: 2, name: 'S2', cpuCores: 2, memoryMb: 4096, storageGb: 80, trafficGb: 20_000 };

/** Believable answers of the API, each changed only where a test cares. */
export const make = {
  user: (changes: Partial<UserDto> = {}): UserDto => ({
    id: 1,
    username: 'ada',
    email: 'ada@analytical.example',
    fullName: 'Ada Lovelace',
    role: 'customer',
    isVerified: true,
    state: 'active',
    createdAt: AT,
    virtfusion: { state: 'linked', message: null },
    suspendedReason: null,
    pendingEmail: null,
    locale: 'en-GB',
    timeZone: 'UTC',
    permissions: [],
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
    testClock: false,
    paymentsAreLive: false,
    ...changes,
  }),

  balance: (changes: Partial<BalanceDto> = {}): BalanceDto => ({
    balance: '18.42',
    currency: 'USD',
    hourlyRate: '0.068700',
    runsOutAt: new Date(Date.now() + 268 * 3_600_000).toISOString(),
    monthToDate: '32.64',
    monthEstimate: '49.46',
    asOf: new Date().toISOString(),
    ...changes,
  }),

  plan: (changes: Partial<PublicPlanDto> = {}): PublicPlanDto => ({
    ...PLAN,
    price: PRICE,
    available: true,
    locations: [{ id: 1, name: 'Frankfurt' }],
    ...changes,
  }),

  options: (changes: Partial<OrderOptionsDto> = {}): OrderOptionsDto => ({
    package: PLAN,
    price: PRICE,
    locations: [
      { id: 1, name: 'Frankfurt', available: false, reason: 'Sold out' },
      { id: 2, name: 'Helsinki', available: true, reason: null },
    ],
    templates: [
      { id: 9, name: 'Debian 13', version: '13', variant: null, family: 'Debian', icon: null, endOfLife: false },
      { id: 8, name: 'Debian 12', version: '12', variant: null, family: 'Debian', icon: null, endOfLife: false },
    ],
    ...changes,
  }),

  server: (changes: Partial<ServerDto> = {}): ServerDto => ({
    id: 1,
    name: 'web-1',
    state: 'running',
    package: PLAN,
    location: { id: 1, name: 'Frankfurt' },
    operatingSystem: 'Debian 13',
    tags: [],
    isFavourite: false,
    addresses: ['203.0.113.24'],
    price: PRICE,
    monthToDate: '8.17',
    monthEstimate: '10.00',
    nextPrice: null,
    createdAt: AT,
    observedAt: new Date().toISOString(),
    deleteAt: null,
    action: null,
    ...changes,
  }),

  serverDetail: (changes: Partial<ServerDetailDto> = {}): ServerDetailDto => ({
    ...make.server(),
    hostname: 'web-1.example',
    failureReason: null,
    notes: '',
    suspendedReason: null,
    timeline: [],
    live: { state: 'running', cpuPercent: 34, memoryUsedMb: 2048, observedAt: new Date().toISOString(), stale: false },
    charges: { hours: 960, total: '14.76', currency: 'USD' },
    ...changes,
  }),

  transaction: (changes: Partial<TransactionDto> = {}): TransactionDto => ({
    id: 900,
    type: 'usage',
    state: 'completed',
    description: '4 servers, 24 h',
    amount: '-1.65',
    currency: 'USD',
    balanceAfter: '18.42',
    createdAt: AT,
    payment: null,
    document: null,
    hasDocument: false,
    lines: [],
    ...changes,
  }),

  payment: (changes: Partial<PaymentDto> = {}): PaymentDto => ({
    id: 3,
    gateway: 'paypal',
    amount: '20.00',
    credit: '20.00',
    isAutomatic: false,
    currency: 'USD',
    state: 'completed',
    detail: 'captured',
    orderId: 'ORDER-1',
    approveUrl: null,
    transactionId: 900,
    createdAt: AT,
    updatedAt: AT,
    ...changes,
  }),

  /** A page holding just these rows. */
  page: <Row>(...data: Row[]) => ({
    data,
    pagination: { currentPage: 1, totalPages: 1, totalItems: data.length, itemsPerPage: 20 },
  }),

  /** A refusal as the API sends it. */
  refusal: (status: number, code: string, details: { field: string; message: string }[] = [], message = ''): HttpErrorResponse =>
    new HttpErrorResponse({ status, error: { error: { code, message, details, request_id: '7f3a-19c2' } } }),
};
