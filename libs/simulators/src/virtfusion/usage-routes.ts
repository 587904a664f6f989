import type { Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CURRENCIES } from './catalogue';
import { CHOICES } from './choices';
import { tokensLeft, usedBy, usedByUser, type Used } from './metering';
import type { UserRow } from './model';
import { dayText, monthName, monthOf, type Month } from './months';
import { userByRelation } from './relation';
import { data, invalid } from './replies';
import { modelTime } from './timestamps';
import type { World } from './world';

/** Hourly self service in three shapes: statistics of a month, use over periods, a report. */
export function serveUsage(routes: Routes, world: World): void {
  routes.on('GET', '/selfService/hourlyStats/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    const month = monthsIn(world, call)[0] ?? monthOf(world.now());
    return data(hourlyStats(world, user, month));
  });
  routes.on('GET', '/selfService/usage/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    return data(usage(world, user, monthsIn(world, call)));
  });
  routes.on('GET', '/selfService/report/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    const back = Number(call.query.get('period') ?? 0);
    if (!Number.isInteger(back) || back < 0 || back > 24) throw invalid('The period must be between 0 and 24.');
    const code = call.query.get('currency') ?? 'EUR';
    const currency = CURRENCIES.find(candidate => candidate.code === code);
    if (!currency) throw invalid('The selected currency is invalid.');
    return data(report(world, user, monthOf(world.now(), -back), currency));
  });
}

function hourlyStats(world: World, user: UserRow, month: Month): Record<string, unknown> {
  const used = usedByUser(world, user.id, month.start, month.end);
  const servers = serverUse(world, user, month);
  const tokens = tokensLeft(world, user.id);
  const { code, prefix, value } = CURRENCIES[0];
  const isIdle = servers.length === 0;
  return {
    ...{
      periodId: 0,
      period: monthName(month),
      previousPeriod: monthName(monthOf(month.start, -1)),
      nextPeriod: monthName(monthOf(month.start, 1)),
    },
    monthlyTotal: { hours: used.hours, value: money(used.tokens), tokens: isIdle ? false : used.tokens.toFixed(2) },
    servers: isIdle ? 0 : servers,
    credit: user.selfServiceHourlyCredit ? { tokens: tokens.toFixed(2), value: money(tokens) } : { value: 0 },
    currency: user.selfServiceHourlyCredit
      ? { code, prefix, suffix: '', value, currentValue: value }
      : { code: '', prefix: '', suffix: '', value: 0, currentValue: 0 },
  };
}

function usage(world: World, user: UserRow, months: readonly Month[]): Record<string, unknown> {
  const chosen = months.length > 0 ? months : [monthOf(world.now())];
  const totals = chosen.map(month => usedByUser(world, user.id, month.start, month.end));
  return {
    user: {
      id: user.id,
      relationalId: user.extRelationId,
      currency: null,
      timezone: user.timezone,
      name: user.name,
      email: user.email,
    },
    ...usageFigures({ hours: sumOf(totals, used => used.hours), tokens: sumOf(totals, used => used.tokens) }),
    periods: chosen.map(month => ({
      ...{
        period: dayText(month.start),
        range: 'month',
        start: modelTime(month.start),
        end: modelTime(month.end - 1000),
        timezone: 'UTC',
      },
      ...{ currentPeriod: month.start === monthOf(world.now()).start, hoursInMonthPeriod: month.days * 24 },
      ...{ monthToHourRate: CHOICES.monthToHours, monthToHourRateType: 1, days: month.days, hours: month.days * 24 },
      ...{ minutes: month.days * 1440, seconds: month.days * 86_400 },
      ...usageFigures(usedByUser(world, user.id, month.start, month.end)),
      servers: serverUse(world, user, month),
    })),
  };
}

function report(world: World, user: UserRow, month: Month, currency: (typeof CURRENCIES)[number]): Record<string, unknown> {
  const used = usedByUser(world, user.id, month.start, month.end);
  const servers = serverUse(world, user, month);
  const total = servers.length === 0 ? none() : { hours: used.hours, value: money(used.tokens), tokens: used.tokens.toFixed(2) };
  const shown = ({ prefix, suffix, code }: (typeof CURRENCIES)[number]) => ({ prefix, suffix: suffix ?? '', code });
  const period = { ymd: dayText(month.start), start: modelTime(month.start), end: modelTime(month.end - 1000) };
  return {
    usage: {
      ...{
        servers,
        serversTotal: total,
        hourConversionRate: servers.length === 0 ? false : CHOICES.monthToHours,
        monthlyTotal: total,
      },
      ...{ addonsTotal: { hours: 0, value: 0, tokens: false }, taxStatus: 3, success: true, history: '0', breakdown: false },
      ...{
        term: monthName(month),
        previousTerm: monthName(monthOf(month.start, -1)),
        nextTerm: monthName(monthOf(month.start, 1)),
      },
      ...{ period, showHourlyRate: true, showMonthlyRate: true },
    },
    currency: {
      ...shown(currency),
      currentValue: Number(currency.value),
      value: Number(currency.value),
      default: shown(CURRENCIES[0]),
    },
    limits: {
      success: true,
      packs: world.userPacks
        .where(pack => pack.userId === user.id)
        .map(({ id, packId, enabled }) => ({ id, pid: packId, enabled })),
    },
  };
}

function serverUse(world: World, user: UserRow, month: Month): Record<string, unknown>[] {
  const until = Math.min(month.end, world.now());
  return world.usage
    .where(row => row.userId === user.id)
    .map(row => ({ row, used: usedBy(row, month.start, until) }))
    .filter(({ used }) => used.hours > 0)
    .map(({ row, used }) => ({
      ...{ id: row.serverId, name: world.servers.get(row.serverId)?.name ?? row.serverName, hours: used.hours },
      ...{ value: money(used.tokens), tokens: used.tokens.toFixed(2), deleted: row.to !== null },
    }));
}

function usageFigures(used: Used): Record<string, unknown> {
  const figure = { hours: used.hours, token: Math.round(used.tokens * 100) / 100, tokenReal: used.tokens };
  const nothing = { hours: 0, token: 0, tokenReal: 0 };
  return { usageServers: figure, usageServersBillable: figure, usageAddons: nothing, usageAddonsBillable: nothing };
}

/** `false` stands for "no number". */
function none(): Record<string, unknown> {
  return { hours: false, value: false, tokens: false };
}

/** Tokens in the default currency, with thousands commas: `1,234.50`. */
function money(tokens: number): string {
  return (tokens * CHOICES.currencyPerToken).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function monthsIn(world: World, call: Call): Month[] {
  const asked = [...call.query.getAll('period[]'), ...call.query.getAll('period')];
  if (asked.some(text => !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text))) throw invalid('The period must be a date.');
  return asked.map(text => monthOf(Date.parse(`${text}T00:00:00Z`))).filter(month => !Number.isNaN(month.start));
}

function sumOf(items: readonly Used[], pick: (used: Used) => number): number {
  return items.reduce((sum, used) => sum + pick(used), 0);
}
