import type { OverviewDto } from '@sky/api-client';

/** Something that needs a person, and where they can do it. */
export interface AttentionItem {
  readonly severity: 'error' | 'warning';
  readonly words: string;
  readonly detail: string;
  readonly action: string;
  readonly link: string;
  readonly queryParams: Readonly<Record<string, string>>;
}

/** Reads what needs a person out of the figures; the worst first. */
export function attentionIn({ jobs, payments, servers, virtfusion }: OverviewDto): AttentionItem[] {
  const items: (AttentionItem | undefined)[] = [
    virtfusion.status === 'down'
      ? item('error', 'VirtFusion does not answer', 'Orders wait; states of servers grow old.', 'Open jobs', '/jobs')
      : undefined,
    jobs.dead > 0
      ? item(
          'error',
          `${count(jobs.dead, 'job')} gave up`,
          'Each shows its cause and can be tried again.',
          'Open dead letters',
          '/jobs',
          { state: 'dead' },
        )
      : undefined,
    (servers.byState['failed'] ?? 0) > 0
      ? item(
          'error',
          `${count(servers.byState['failed'] ?? 0, 'server')} failed`,
          'The cause stands on each server.',
          'Open servers',
          '/servers',
          {
            state: 'failed',
          },
        )
      : undefined,
    payments.unknown > 0
      ? item(
          'warning',
          `${count(payments.unknown, 'payment')} without a known outcome`,
          'The sweeper keeps asking PayPal.',
          'Open payments',
          '/payments',
          {
            state: 'unknown',
          },
        )
      : undefined,
    (servers.byState['unknown'] ?? 0) > 0
      ? item(
          'warning',
          `${count(servers.byState['unknown'] ?? 0, 'server')} in an unknown state`,
          'VirtFusion did not tell.',
          'Open servers',
          '/servers',
          {
            state: 'unknown',
          },
        )
      : undefined,
    jobs.failed > 0
      ? item(
          'warning',
          `${count(jobs.failed, 'job')} waiting for another try`,
          'They failed and are tried again by themselves.',
          'Open jobs',
          '/jobs',
          { state: 'retrying' },
        )
      : undefined,
  ];
  return items.filter(one => one !== undefined);
}

function item(
  severity: AttentionItem['severity'],
  words: string,
  detail: string,
  action: string,
  link: string,
  queryParams: Record<string, string> = {},
): AttentionItem {
  return { severity, words, detail, action, link, queryParams };
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
