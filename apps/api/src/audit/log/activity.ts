import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import { AuditReader, type AuditRow } from './audit-reader';

/** What a person is shown of their own account; what staff note and look for is not theirs. */
const GROUPS = [
  'session',
  'sign-in',
  'second-factor',
  'passkey',
  'recovery-codes',
  'recovery-code',
  'key',
  'user',
  'impersonation',
  'virtfusion',
  'money',
  'payment',
  'server',
];

/** Notes of staff about a person, and the charge of each hour, which billing lists. */
const LEFT_OUT = ['user.tagged', 'money.usage-charged'];

/** The part of the log that belongs to one person. */
@Injectable()
export class Activity {
  constructor(private readonly reader: AuditReader) {}

  page(userId: number, page: PageRequest): Promise<{ rows: AuditRow[]; total: number }> {
    return this.reader.page({ userId, groups: GROUPS, except: LEFT_OUT }, page);
  }
}
