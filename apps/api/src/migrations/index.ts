import { Migration20261125000100_platform } from './Migration20261125000100_platform';
import { Migration20261125000200_auth } from './Migration20261125000200_auth';
import { Migration20261125000300_mail } from './Migration20261125000300_mail';
import { Migration20261125000400_virtfusion } from './Migration20261125000400_virtfusion';
import { Migration20261125000500_ledger } from './Migration20261125000500_ledger';
import { Migration20261125000600_billing } from './Migration20261125000600_billing';
import { Migration20261125000700_servers } from './Migration20261125000700_servers';
import { Migration20261125000800_identity } from './Migration20261125000800_identity';

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
];
