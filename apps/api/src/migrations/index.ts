import { Migration20261125000100_platform } from './Migration20261125000100_platform';
import { Migration20261125000200_auth } from './Migration20261125000200_auth';
import { Migration20261125000300_mail } from './Migration20261125000300_mail';
import { Migration20261125000400_virtfusion } from './Migration20261125000400_virtfusion';
import { Migration20261125000500_ledger } from './Migration20261125000500_ledger';
import { Migration20261125000600_billing } from './Migration20261125000600_billing';
import { Migration20261125000700_servers } from './Migration20261125000700_servers';
import { Migration20261125000800_identity } from './Migration20261125000800_identity';
import { Migration20261125000900_audit } from './Migration20261125000900_audit';
import { Migration20261125001000_second_factor } from './Migration20261125001000_second_factor';
import { Migration20261125001100_api_keys } from './Migration20261125001100_api_keys';
import { Migration20261125001200_recovery } from './Migration20261125001200_recovery';
import { Migration20261125001300_profile } from './Migration20261125001300_profile';
import { Migration20261125001400_notifications } from './Migration20261125001400_notifications';
import { Migration20261125001500_staff } from './Migration20261125001500_staff';
import { Migration20261125001600_canary } from './Migration20261125001600_canary';
import { Migration20261125001700_billing_foundation } from './Migration20261125001700_billing_foundation';
import { Migration20261125001800_gateways } from './Migration20261125001800_gateways';
import { Migration20261125001900_prices_and_runs } from './Migration20261125001900_prices_and_runs';
import { Migration20261125002000_documents } from './Migration20261125002000_documents';
import { Migration20261125002100_credits } from './Migration20261125002100_credits';
import { Migration20261128000100_consoles } from './Migration20261128000100_consoles';
import { Migration20261128000200_server_facts } from './Migration20261128000200_server_facts';
import { Migration20261128000300_staff_acts } from './Migration20261128000300_staff_acts';
import { Migration20261128001000_virtfusion_watch } from './Migration20261128001000_virtfusion_watch';
import { Migration20261128003000_keys_and_rebuilds } from './Migration20261128003000_keys_and_rebuilds';
import { Migration20261128004000_server_desk } from './Migration20261128004000_server_desk';
import { Migration20261128005000_debt_reminders } from './Migration20261128005000_debt_reminders';
import { Migration20261128090100_request_keys } from './Migration20261128090100_request_keys';
import { Migration20261128090200_ledger_post } from './Migration20261128090200_ledger_post';

/** In order; a file that has landed is never edited. */
export const migrations = [
  Migration20261125000100_platform,
  Migration20261125000200_auth,
  Migration20261125000300_mail,
  Migration20261125000400_virtfusion,
  Migration20261125000500_ledger,
  Migration20261125000600_billing,
  Migration20261125000700_servers,
  Migration20261125000800_identity,
  Migration20261125000900_audit,
  Migration20261125001000_second_factor,
  Migration20261125001100_api_keys,
  Migration20261125001200_recovery,
  Migration20261125001300_profile,
  Migration20261125001400_notifications,
  Migration20261125001500_staff,
  Migration20261125001600_canary,
  Migration20261125001700_billing_foundation,
  Migration20261125001800_gateways,
  Migration20261125001900_prices_and_runs,
  Migration20261125002000_documents,
  Migration20261125002100_credits,
  Migration20261128000100_consoles,
  Migration20261128000200_server_facts,
  Migration20261128000300_staff_acts,
  Migration20261128001000_virtfusion_watch,
  Migration20261128003000_keys_and_rebuilds,
  Migration20261128004000_server_desk,
  Migration20261128005000_debt_reminders,
  Migration20261128090100_request_keys,
  Migration20261128090200_ledger_post,
];
