import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether nothing is sent to a person, in their own row: suppressions know addresses only by their hash, and the list of those
 * it concerns must be readable in its order. The database keeps the two alike, whoever writes.
 */
export class SuppressedPeople1764006100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      alter table subscribers add column suppressed boolean not null default false;
      update subscribers s set suppressed = true from suppressions x where x.address_hash = s.address_hash;
      create index subscribers_suppressed on subscribers (id) where suppressed;

      create function suppressions_told() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          update subscribers set suppressed = false where address_hash = old.address_hash and suppressed;
        else
          update subscribers set suppressed = true where address_hash = new.address_hash and not suppressed;
        end if;
        return null;
      end $$;
      create trigger suppressions_told after insert or delete on suppressions
        for each row execute function suppressions_told();

      -- A person who comes with an address, or takes another one.
      create function subscribers_asked() returns trigger language plpgsql as $$
      begin
        new.suppressed := exists (select 1 from suppressions x where x.address_hash = new.address_hash);
        return new;
      end $$;
      create trigger subscribers_asked before insert or update of address_hash on subscribers
        for each row execute function subscribers_asked();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
