import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentFolder } from '../../src/cli/content-folder.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { type Files, TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

const lessonFile = /^\d+-.*\.md$/;
const decoded = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');
const keyOf = (bytes: Uint8Array | undefined) => /^id: (\S+)$/m.exec(decoded(bytes))?.[1] ?? '';

describe('a course published anew while people walk through it', () => {
  let house: TestHouse;
  let files: Files;
  let keys: string[];
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T06:00Z' });
    files = await readCourseFolder(contentFolder('strong-glutes'));
    keys = lessonPaths(files).map((path) => keyOf(files.get(path)));
  });
  afterAll(() => house.close());

  const lessonPaths = (course: Files) => [...course.keys()].filter((path) => lessonFile.test(path)).sort();

  /** The course with its lessons in another order, numbered anew; `edit` changes a lesson's words. */
  function inOrder(order: readonly string[], edit: (text: string, key: string) => string = (text) => text): Files {
    const course: Files = new Map([...files].filter(([path]) => !lessonFile.test(path)));
    const byKey = new Map(lessonPaths(files).map((path) => [keyOf(files.get(path)), decoded(files.get(path))]));
    order.forEach((key, index) =>
      course.set(`${String(index + 1).padStart(2, '0')}-${key}.md`, Buffer.from(edit(byKey.get(key) ?? '', key))),
    );
    return course;
  }
  const had = async (reader: Reader) =>
    (await reader.rows()).filter((row) => row.state === 'accepted' && row.lesson).map((row) => row.lesson);

  it('with the ninth lesson moved before the third, and words changed, still gives everybody every lesson once', async () => {
    const readers: Reader[] = [];
    for (let day = 2; day <= 13; day++) {
      await house.liveUntil(`2026-03-${String(day).padStart(2, '0')}T06:00Z`, 60);
      readers.push(await Reader.join(house, `joined${day}@example.com`, { zone: 'UTC', hour: '07:00' }));
    }
    await readers[2]?.press('pause', { until: '2026-03-20' });
    await readers[4]?.nextNow();

    // One has lesson 3 deferred at this very moment: it was begun with the old words and keeps them.
    const deferred = readers[10];
    house.mail.judge = (to) => {
      if (to === deferred?.email) throw answer(451, '4.7.1 come back later');
    };
    await house.liveUntil('2026-03-13T07:00Z', 60);
    house.mail.judge = null;
    expect(await deferred?.lastRow()).toMatchObject({ state: 'planned', lesson: keys[1], deferrals: 1 });

    const [one = '', two = '', ...rest] = keys;
    const ninth = keys[8] ?? '';
    const order = [one, two, ninth, ...rest.filter((key) => key !== ninth)];
    const result = await house.publish(inOrder(order, (text) => `${text}\nNew words, published on the 13th.\n`));
    expect(result).toMatchObject({ outcome: 'published', revision: 2 });
    await expectLedgerInOrder(house);

    for (let day = 14; day <= 30; day++) {
      await house.liveUntil(`2026-03-${day}T12:00Z`, 60);
      await expectLedgerInOrder(house);
    }
    await house.liveUntil('2026-04-03T12:00Z', 60);
    for (const reader of readers) {
      const lessons = await had(reader);
      expect([...lessons].sort()).toEqual([...keys].sort());
      expect((await reader.walk())?.state).toBe('finished');
      expect(reader.lessons.map((lesson) => lesson.split(' ')[0])).toEqual(
        Array.from({ length: 14 }, (_, index) => String(index + 1)),
      );
    }
    // Who had come past the ninth had it at its old place; who stood before the third has it at the new one.
    expect(await had(readers[0] as Reader)).toEqual(keys);
    expect(await had(readers[11] as Reader)).toEqual(order);
    const deferredLetter = deferred?.letters.find((letter) => letter.mail.subject?.startsWith('Day 2'));
    expect(deferredLetter?.mail.text).not.toContain('New words');
    expect(deferred?.letters.find((letter) => letter.mail.subject?.startsWith('Day 3'))?.mail.text).toContain(
      'New words',
    );
    await expectLedgerInOrder(house);
  });

  it('without a lesson that is planned for somebody gives them the next one on the same date', async () => {
    house.clock.moveTo('2026-05-01T06:00Z');
    const reader = await Reader.join(house, 'mid@example.com', { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-05-02T06:00Z', 60);
    await house.mail.goAway();
    await house.liveUntil('2026-05-02T07:00Z', 60);
    const planned = await reader.lastRow();
    expect(planned).toMatchObject({ state: 'planned', lesson: keys[1] });
    await house.publish(inOrder(keys.filter((key) => key !== keys[1])), { finishers: 'leave', end: 'finish' });
    await house.mail.comeBack();
    await house.liveUntil('2026-05-02T12:00Z', 10);
    expect(await reader.rows()).toMatchObject([
      { lesson: keys[0], state: 'accepted' },
      { id: planned.id, state: 'withdrawn', because: 'the lesson was unpublished' },
      { lesson: keys[2], localDate: '2026-05-02' },
    ]);
    await expectLedgerInOrder(house);
  });
});
