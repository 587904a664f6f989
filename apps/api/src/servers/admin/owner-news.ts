import { Injectable } from '@nestjs/common';
import { AccountService } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Config } from '@api/platform';

/** Something that staff did to a server, as its owner reads it. */
export interface OwnerWord {
  readonly title: string;
  readonly body: string;
  /** The same key is told once. */
  readonly key: string;
}

/** Tells owners, in the portal and by mail, what staff did to their servers. Part of the surrounding transaction. */
@Injectable()
export class OwnerNews {
  constructor(
    private readonly notifications: Notifications,
    private readonly accounts: AccountService,
    private readonly config: Config,
  ) {}

  async tell({ id, userId }: { readonly id: number; readonly userId: number }, { title, body, key }: OwnerWord): Promise<void> {
    const { fullName } = await this.accounts.get(userId);
    const link = `/servers/${id}`;
    await this.notifications.tell(
      {
        ...{ userId, kind: 'servers', title, body, link },
        mail: { template: 'server-notice', values: { fullName, subject: title, body, link: this.config.env.PUBLIC_URL + link } },
      },
      key,
    );
  }
}
