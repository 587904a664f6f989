import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/**
 * Gives every outermost transaction an entity manager of its own. The injected manager lives as long as the process: entities
 * loaded through it would be kept for ever, and a later locked read would return their old values. Transactions inside a
 * transaction join it as before.
 */
@Injectable()
export class UnitsOfWork {
  constructor({ em }: MikroORM) {
    const join = em.transactional.bind(em);
    em.transactional = (work, options) =>
      em.getContext(false) === em ? em.fork().transactional(work, options) : join(work, options);
  }
}
