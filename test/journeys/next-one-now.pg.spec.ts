import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('“next one now”', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo('2026-03-02T10:00Z');
    reader = await Reader.join(house, `reader${++people}@example.com`, { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-03T07:00Z', 180);
    await house.beat();
  });
  afterEach(async () => {
    house.mail.judge = null;
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  it('before today’s slot takes today’s place', async () => {
    await house.liveUntil('2026-03-04T06:00Z', 240);
    expect(await reader.nextNow()).toBe('on-its-way');
    await house.liveUntil('2026-03-05T07:00Z', 60);
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-04T06:00Z', '4 @ 2026-03-05T07:00Z']);
  });

  it('after today’s slot comes beside it, and the next one comes tomorrow', async () => {
    house.clock.moveTo('2026-03-03T21:00Z');
    await reader.nextNow();
    await house.liveUntil('2026-03-04T07:00Z', 60);
    expect(reader.lessons.slice(1)).toEqual([
      '2 @ 2026-03-03T07:00Z',
      '3 @ 2026-03-03T21:00Z',
      '4 @ 2026-03-04T07:00Z',
    ]);
    expect((await reader.rows()).map((row) => row.scheduled)).toEqual([true, true, false, true]);
  });

  it('may be asked three times a day and not a fourth; tomorrow again', async () => {
    house.clock.moveTo('2026-03-03T09:00Z');
    for (let time = 0; time < 3; time++) {
      expect(await reader.nextNow()).toBe('on-its-way');
      await house.beat();
    }
    expect(reader.lessons).toHaveLength(5);
    const { id } = await owed();
    expect(await reader.nextNow(id)).toBe('enough-for-today');
    expect(await reader.reads()).not.toContain('Send it now');
    await house.beat();
    expect(reader.lessons).toHaveLength(5);
    house.clock.moveTo('2026-03-04T00:00Z');
    expect(await reader.nextNow(id)).toBe('on-its-way');
  });

  it('pressed twice, even at once, sends one letter', async () => {
    house.clock.moveTo('2026-03-03T09:00Z');
    const { id } = await owed();
    expect(await Promise.all([reader.nextNow(id), reader.nextNow(id), reader.nextNow(id)])).toEqual(
      Array.from({ length: 3 }, () => 'on-its-way'),
    );
    await house.beat();
    expect(await reader.nextNow(id)).toBe('on-its-way');
    await house.beat();
    expect(reader.lessons).toHaveLength(3);
  });

  it('names its lesson: another one is not sent instead', async () => {
    const later = await house.database.dataSource.query<Array<{ id: string }>>(
      `select id from lessons where key = 'test-again' or key like '%again%' order by id desc limit 1`,
    );
    await expect(reader.nextNow(later[0]?.id ?? '0')).rejects.toThrow(/404/);
    expect(await reader.rows()).toHaveLength(2);
  });

  it('brings forward a lesson that is planned for later: the same letter', async () => {
    let first: Buffer | null = null;
    house.mail.judge = (_to, raw) => {
      first = raw;
      throw answer(451, '4.7.1 come back later');
    };
    house.clock.moveTo('2026-03-04T07:00Z');
    await house.beat();
    house.mail.judge = null;
    const row = await reader.lastRow();
    expect(row).toMatchObject({ state: 'planned', dueAt: new Date('2026-03-04T07:05Z') });
    house.clock.moveTo('2026-03-04T07:01Z');
    const [{ lesson_id: lesson } = { lesson_id: '' }] = await house.database.dataSource.query<
      Array<{ lesson_id: string }>
    >('select lesson_id from deliveries where id = $1', [row.id]);
    expect(await reader.nextNow(lesson)).toBe('on-its-way');
    await house.beat();
    expect(await reader.lastRow()).toMatchObject({ id: row.id, state: 'accepted', requested: true });
    expect(reader.letters.at(-1)?.raw.equals(first ?? Buffer.alloc(0))).toBe(true);
    await house.liveUntil('2026-03-05T07:00Z', 60);
    expect((await reader.rows()).map((one) => one.localDate)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
    ]);
  });

  it('while paused is not possible, and changes nothing', async () => {
    const { id } = await owed();
    await reader.press('pause');
    expect(await reader.nextNow(id)).toBe('not-active');
    await house.beat();
    expect(reader.lessons).toHaveLength(2);
  });

  it('three a day to the end gives every lesson once, then the completion letter, then nothing', async () => {
    for (let day = 3; day < 9; day++) {
      house.clock.moveTo(`2026-03-0${day}T09:00Z`);
      for (let time = 0; time < 3; time++) {
        const lesson = /name="lesson" value="(\d+)"/.exec((await house.web.get(reader.page)).text)?.[1];
        if (lesson) await reader.nextNow(lesson);
        await house.beat();
      }
    }
    await house.liveUntil('2026-03-12T12:00Z', 180);
    expect(reader.lessons.map((lesson) => lesson.split(' ')[0])).toEqual(
      Array.from({ length: 14 }, (_, index) => String(index + 1)),
    );
    expect((await reader.walk())?.state).toBe('finished');
    expect((await reader.rows()).map((row) => row.kind).filter((kind) => kind === 'completion')).toHaveLength(1);
    expect(reader.letters).toHaveLength(16);
  });

  async function owed(): Promise<{ id: string }> {
    const id = /name="lesson" value="(\d+)"/.exec((await house.web.get(reader.page)).text)?.[1];
    if (id) return { id };
    const [row] = await house.database.dataSource.query<Array<{ id: string }>>(
      `select rl.lesson_id as id from revision_lessons rl where not exists (select 1 from deliveries d join subscribers s on s.id = d.subscriber_id
         where d.lesson_id = rl.lesson_id and s.email = $1) order by rl.position limit 1`,
      [reader.email],
    );
    if (!row) throw new Error('nothing is owed');
    return row;
  }

  describe('“send today’s letter again”', () => {
    it('sends the latest lesson as another letter, once a day, and counts for nothing', async () => {
      house.clock.moveTo('2026-03-03T09:00Z');
      expect(await reader.press('repeat')).toBe('repeat-on-its-way');
      expect(await reader.press('repeat')).toBe('once-a-day');
      await house.beat();
      expect(await reader.press('repeat')).toBe('once-a-day');
      const [lesson, again] = reader.letters.slice(-2);
      expect(again?.mail.subject).toBe(lesson?.mail.subject);
      expect(again?.mail.messageId).not.toBe(lesson?.mail.messageId);
      expect(again?.mail.text?.replace(/https?:\S+/g, '')).toBe(lesson?.mail.text?.replace(/https?:\S+/g, ''));

      await house.liveUntil('2026-03-04T07:00Z', 60);
      expect(reader.lessons.at(-1)).toBe('3 @ 2026-03-04T07:00Z');
      expect(await reader.press('repeat')).toBe('repeat-on-its-way');
      await house.beat();
      expect(reader.letters.at(-1)?.mail.subject).toMatch(/^Day 3 /);
      expect(await reader.reads()).toContain('3 of 14');
    });

    it('is no way round leaving', async () => {
      await reader.press('repeat');
      await reader.press('leave');
      await house.beat();
      expect(reader.lessons).toHaveLength(2);
      expect(await reader.press('repeat')).toBe('nothing-yet');
    });
  });
});
