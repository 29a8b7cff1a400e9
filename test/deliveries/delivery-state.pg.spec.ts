import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deliveryKinds, type DeliveryState, deliveryStates, mayMove } from '../../src/deliveries/delivery-state.js';
import { openDatabase, type TestDatabase } from '../database.js';

const pairs = deliveryStates.flatMap((from) => deliveryStates.map((to) => [from, to] as const));

describe('the moves of a delivery', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
    await database.dataSource.query(
      `insert into subscribers (email, email_key, address_hash, state, created_at) values ('a@example.com', 'a@example.com', 'x', 'confirmed', $1)`,
      [new Date('2026-01-01T00:00:00Z')],
    );
    await database.dataSource.query(`insert into courses (slug, created_at) values ('c', $1)`, [
      new Date('2026-01-01T00:00:00Z'),
    ]);
    await database.dataSource.query(`insert into lessons (course_id, key, created_at) values (1, 'l', $1)`, [
      new Date('2026-01-01T00:00:00Z'),
    ]);
    await database.dataSource.query(
      `insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, started_at) values (1, 1, 'active', 'UTC', 0, 127, $1)`,
      [new Date('2026-01-01T00:00:00Z')],
    );
  });
  afterAll(() => database.close());

  /** A row born in a state, then asked to move; rolled back. */
  async function tryMove(from: DeliveryState, to: DeliveryState): Promise<boolean> {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      const at = new Date('2026-01-01T00:00:00Z');
      await runner.query(
        `insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, due_at, leave_by, created_at)
         values (1, 'lesson', $1, 1, 1, 1, $2, $2, $2)`,
        [from, at],
      );
      await runner.query('update deliveries set state = $1', [to]);
      return true;
    } catch (error) {
      expect(String(error)).toMatch(/does not move/);
      return false;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  it.each(pairs)('from %s to %s is judged alike by the code and by the database', async (from, to) => {
    expect(await tryMove(from, to)).toBe(mayMove(from, to));
  });

  it('knows the same states and kinds as the database', async () => {
    const checks = await database.dataSource.query<Array<{ definition: string }>>(
      `select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = 'deliveries'::regclass and contype = 'c'`,
    );
    const text = checks.map((check) => check.definition).join('\n');
    for (const word of [...deliveryStates, ...deliveryKinds]) expect(text).toContain(`'${word}'`);
  });

  it('belongs to tables whose every unique key carries the subscriber, so that they can be spread', async () => {
    const keys = await database.dataSource.query<Array<{ definition: string }>>(
      `select indexdef as definition from pg_indexes where tablename in ('deliveries', 'enrollments', 'consents') and indexdef like 'CREATE UNIQUE%'`,
    );
    expect(keys.length).toBeGreaterThan(6);
    expect(keys.filter((key) => !key.definition.includes('(subscriber_id'))).toEqual([]);
  });
});
