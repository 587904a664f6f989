import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFoundError } from '@api/platform';
import { type Order, OrderService } from '../../orders/order.service';
import { ServerNews } from '../../timeline/server-news';

/** Orders servers for others, by the same way as their own orders go. */
@Injectable()
export class StaffOrders {
  constructor(
    private readonly em: EntityManager,
    private readonly orders: OrderService,
    private readonly news: ServerNews,
  ) {}

  /** Returns the number of the server. Its owner is told that it comes, and by the order itself when it runs. */
  async order(userId: number, order: Order, isCharged: boolean, idempotencyKey: string | null): Promise<number> {
    const [owner] = await this.em.execute<object[]>(`select 1 from users where id = ? and state <> 'deleted'`, [userId]);
    if (!owner) throw new NotFoundError('user_not_found', 'There is no such user.');
    // A key that the owner used by themselves is another one.
    const key = idempotencyKey === null ? null : `staff:${idempotencyKey}`;
    const id = await this.orders.order(userId, order, key, { isCharged, byStaff: true });
    await this.em.transactional(() =>
      this.news.tell(
        { id, userId },
        {
          title: `Support is setting up ${order.name} for you`,
          body: isCharged ? 'It is charged by the hour from now on.' : 'It is free of charge.',
          key: `server-created:${id}`,
        },
      ),
    );
    return id;
  }
}
