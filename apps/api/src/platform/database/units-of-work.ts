import { AsyncLocalStorage } from 'node:async_hooks';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

interface Unit {
  readonly effects: (() => void)[];
  isOver: boolean;
}

/**
 * Gives every outermost transaction an entity manager of its own. The injected manager lives as long as the process: entities
 * loaded through it would be kept for ever, and a later locked read would return their old values. Transactions inside a
 * transaction join it as before.
 */
@Injectable()
export class UnitsOfWork {
  private readonly present = new AsyncLocalStorage<Unit>();

  constructor({ em }: MikroORM) {
    const join = em.transactional.bind(em);
    em.transactional = (work, options) =>
      em.getContext(false) === em ? em.fork().transactional(work, options) : join(work, options);
    const fork = em.fork.bind(em);
    em.fork = options => this.watched(fork(options));
  }

  /**
   * Has something done when the outermost transaction at hand has ended, whether or not it committed: only for hints that may be
   * lost or in vain. False where there is no such transaction; then it is for the caller to do it at once.
   */
  whenOver(effect: () => void): boolean {
    const unit = this.present.getStore();
    if (!unit || unit.isOver) return false;
    unit.effects.push(effect);
    return true;
  }

  private watched<Forked extends EntityManager>(em: Forked): Forked {
    const transactional = em.transactional.bind(em);
    em.transactional = (work, options) => this.within(() => transactional(work, options));
    return em;
  }

  private async within<Result>(transaction: () => Promise<Result>): Promise<Result> {
    const outer = this.present.getStore();
    if (outer && !outer.isOver) return transaction();
    const unit: Unit = { effects: [], isOver: false };
    try {
      return await this.present.run(unit, transaction);
    } finally {
      unit.isOver = true;
      for (const effect of unit.effects) effect();
    }
  }
}
