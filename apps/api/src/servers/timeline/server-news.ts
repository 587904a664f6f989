import { Injectable } from '@nestjs/common';
import { AccountService } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Config } from '@api/platform';

/** Something that happened to a server, as its owner reads it. */
export interface ServerWord {
  readonly title: string;
  readonly body: string;
  /** The same key is told once. */
  readonly key: string;
}

/** Tells people what became of a server: in the product, and by mail, as they prefer. */
@Injectable()
export class ServerNews {
  constructor(
    private readonly notifications: Notifications,
    private readonly accounts: AccountService,
    private readonly config: Config,
  ) {}

  /** Part of the surrounding transaction. The owner hears of it unless somebody else is named, who may not see its page. */
  async tell(
    server: { readonly id: number; readonly userId: number },
    { title, body, key }: ServerWord,
    { userId, link }: { readonly userId: number; readonly link: string } = {
      userId: server.userId,
      link: `/servers/${server.id}`,
    },
  ): Promise<void> {
    const { fullName } = await this.accounts.get(userId);
    const values = { fullName, subject: title, body, link: this.config.env.PUBLIC_URL + link };
    await this.notifications.tell(
      { userId, kind: 'servers', title, body, link, mail: { template: 'server-notice', values } },
      key,
    );
  }
}
