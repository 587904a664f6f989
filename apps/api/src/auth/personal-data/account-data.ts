import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, type PersonalDataSource } from './personal-data';

/** What accounts themselves hold about a person. Hashes and secrets are no personal data to take along. */
@Injectable()
export class AccountData implements PersonalDataSource, OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly data: PersonalData,
  ) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async collect(userId: number): Promise<Record<string, unknown>> {
    const rows = (sql: string) => this.em.fork().execute<object[]>(sql, [userId]);
    return {
      account: await rows(
        `select id, username, email, full_name, role, state, email_verified_at, terms_accepted_at, last_sign_in_at, locale, time_zone,
           created_at from users where id = ?`,
      ),
      sessions: await rows(
        `select id, user_agent, address, created_at, last_used_at, ended_at, ended_reason from sessions where user_id = ? order by id`,
      ),
      devices: await rows(
        'select user_agent, address, first_seen_at, last_seen_at from known_devices where user_id = ? order by id',
      ),
      notifications: await rows('select kind, title, body, created_at, read_at from notifications where user_id = ? order by id'),
      'api-keys': await rows(
        `select name, prefix, scopes, allowed_networks::text[], created_at, expires_at, last_used_at, revoked_at
         from api_keys where user_id = ? order by id`,
      ),
      activity: await rows(
        `select occurred_at, action, outcome, host(address) as address, user_agent from audit_entries where user_id = ? order by id desc limit 10000`,
      ),
      mails: await rows(
        'select template, recipient, subject, state, created_at, sent_at from mail_messages where user_id = ? order by id',
      ),
    };
  }

  async erase(userId: number): Promise<void> {
    for (const sql of [
      `update sessions set user_agent = '', address = '' where user_id = ?`,
      `update mail_messages set recipient = '', subject = '', sealed_body = null where user_id = ? and state <> 'queued'`,
      'delete from sign_in_reports where user_id = ?',
      'delete from notifications where user_id = ?',
      'delete from notification_preferences where user_id = ?',
      'delete from known_devices where user_id = ?',
      'delete from email_changes where user_id = ?',
      'delete from email_verifications where user_id = ?',
      'delete from password_resets where user_id = ?',
      'delete from totp_credentials where user_id = ?',
      'delete from recovery_codes where user_id = ?',
      'delete from passkeys where user_id = ?',
      `update api_keys set name = 'deleted', last_address = null where user_id = ?`,
    ])
      await this.em.execute(sql, [userId]);
  }
}
