import { Migration } from '@mikro-orm/migrations';

/**
 * Posting in one statement: locks (or opens) the customer's account, makes the transaction unless its reference is known, and
 * writes its lines. What keeps the ledger whole are the triggers of its tables, as before; this only spares round trips.
 */
export class Migration20261128090200_ledger_post extends Migration {
  override up(): void {
    this.addSql(`
      create function ledger_post(new_reference text, new_type text, new_description text, new_currency text, new_user integer,
        new_reverses bigint, happened_at timestamptz, made_at timestamptz, customer_amount bigint, house_kinds text[], house_amounts bigint[])
      returns table (transaction_id bigint, is_in_debt boolean) language plpgsql as $$
      declare
        customer integer;
        made bigint;
      begin
        select a.id into customer from ledger_accounts a
          where a.kind = 'customer_credit' and a.user_id = new_user and a.currency = new_currency for update;
        if not found then
          insert into ledger_accounts (kind, user_id, currency, created_at) values ('customer_credit', new_user, new_currency, made_at)
            on conflict (kind, user_id, currency) do nothing;
          select a.id into strict customer from ledger_accounts a
            where a.kind = 'customer_credit' and a.user_id = new_user and a.currency = new_currency for update;
        end if;
        insert into ledger_transactions as t (reference, type, description, currency, user_id, reverses_id, occurred_at)
          values (new_reference, new_type, new_description, new_currency, new_user, new_reverses, happened_at)
          on conflict (reference) do nothing returning t.id into made;
        if made is null then
          return;
        end if;
        insert into ledger_accounts (kind, user_id, currency, created_at)
          select wanted.kind, null, new_currency, made_at from unnest(house_kinds) as wanted(kind)
          where not exists (select from ledger_accounts a where a.kind = wanted.kind and a.user_id is null and a.currency = new_currency)
          group by wanted.kind on conflict (kind, user_id, currency) do nothing;
        insert into ledger_postings (transaction_id, line, account_id, amount)
          select made, lines.line, lines.account_id, lines.amount from (
            select 1::smallint as line, customer as account_id, customer_amount as amount
            union all
            select (house.position + 1)::smallint, (select a.id from ledger_accounts a where a.kind = house.kind and a.user_id is null and a.currency = new_currency), house.amount
            from unnest(house_kinds, house_amounts) with ordinality as house(kind, amount, position)
          ) as lines order by lines.line;
        return query select made, customer_amount > 0 and exists (select from debt_cases d where d.user_id = new_user and d.closed_at is null);
      end $$`);
  }
}
