import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { at, type CourseHouse, empty, monday, openCourseHouse, type Person, type Place } from './course-house.js';
import { course } from './course-sample.js';

let house: CourseHouse;
beforeAll(async () => {
  house = await openCourseHouse();
});
afterAll(() => house.database.close());
beforeEach(() => empty(house));

const abc = course(['a', 'b', 'c']);
const inserted = course(['a', 'x', 'b', 'c']);
const appended = course(['a', 'b', 'c', 'x']);

async function publishWith(files: Map<string, Uint8Array>, places: Place[]): Promise<Person[]> {
  await house.push(files);
  const people: Person[] = [];
  for (const place of places) people.push(await house.walk(place));
  return people;
}

describe('a lesson put in front of where people stand', () => {
  it('changes nothing without an answer, and names the choice', async () => {
    await publishWith(abc, [{ had: ['a', 'b'] }, { had: ['a', 'b'] }, { had: ['a'] }]);
    const before = await house.snapshot();
    expect(await house.push(inserted)).toEqual({
      outcome: 'choice-due',
      changes: ['x: inserted as lesson 2'],
      choices: [
        {
          option: 'inserted',
          answers: ['next', 'newcomers'],
          lessons: ['x'],
          enrollments: 2,
          question: expect.stringMatching(
            /^2 people have come past a lesson that is new here\. "next": everyone gets it next; "newcomers":/,
          ),
        },
      ],
    });
    expect(await house.snapshot()).toBe(before);
  });

  it('is owed to everyone after "next"', async () => {
    const [passed = fail(), before = fail()] = await publishWith(abc, [{ had: ['a', 'b'] }, { had: ['a'] }]);
    expect(await house.push(inserted, { inserted: 'next' })).toMatchObject({ outcome: 'published', revision: 2 });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(passed)).toEqual(['a:accepted', 'b:accepted', 'x:planned']);
    expect(await house.rowsOf(before)).toEqual(['a:accepted', 'x:planned']);
  });

  it('is skipped by those who have come that far after "newcomers", with the revision that wrote it', async () => {
    const places: Place[] = [
      { had: ['a', 'b'] },
      { had: ['a'] },
      { had: ['a'], planned: 'b' },
      { had: ['a', 'b'], state: 'left' },
      { had: ['a', 'b'], state: 'paused' },
      {},
    ];
    const people = await publishWith(abc, places);
    expect(await house.push(inserted, { inserted: 'newcomers' })).toMatchObject({ outcome: 'published' });
    const rows = await Promise.all(people.map((person) => house.rowsOf(person)));
    expect(rows).toEqual([
      ['a:accepted', 'b:accepted', 'x:skipped'],
      ['a:accepted'],
      ['a:accepted', 'b:planned', 'x:skipped'],
      ['a:accepted', 'b:accepted', 'x:skipped'],
      ['a:accepted', 'b:accepted', 'x:skipped'],
      [],
    ]);
    const course = await house.reader.bySlug('sample');
    const skipped = await house.db.query(`select distinct revision_id as id from deliveries where state = 'skipped'`);
    expect(skipped).toEqual([{ id: course?.revisionId }]);
    await house.planning.plan(at(2));
    expect(await house.rowsOf(people[0] ?? fail())).toEqual(['a:accepted', 'b:accepted', 'x:skipped', 'c:planned']);
    expect(await house.rowsOf(people[1] ?? fail())).toEqual(['a:accepted', 'x:planned']);
  });

  it('asks nothing when nobody has come that far, nor when a lesson only moved', async () => {
    await publishWith(abc, [{ had: ['a'] }, {}]);
    expect(await house.push(inserted)).toMatchObject({ outcome: 'published' });
    await empty(house);
    const [person = fail()] = await publishWith(abc, [{ had: ['a', 'b'] }]);
    expect(await house.push(course(['c', 'a', 'b']))).toMatchObject({
      outcome: 'published',
      changes: ['c: moved from 3 to 1'],
    });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'c:planned']);
  });

  it('is asked about again when it was unpublished and comes back, and nobody gets it twice', async () => {
    const [had = fail(), lacks = fail()] = await publishWith(abc, [
      { had: ['a', 'b', 'c'], nextSlotAt: at(2) },
      { had: ['a', 'c'] },
    ]);
    await house.push(course(['a', 'c']), { end: 'finish' });
    expect(await house.push(abc)).toMatchObject({
      outcome: 'choice-due',
      choices: [{ option: 'inserted', enrollments: 1 }],
    });
    expect(await house.push(abc, { inserted: 'newcomers' })).toMatchObject({ outcome: 'published', revision: 3 });
    expect(await house.rowsOf(had)).toEqual(['a:accepted', 'b:accepted', 'c:accepted']);
    expect(await house.rowsOf(lacks)).toEqual(['a:accepted', 'c:accepted', 'b:skipped']);
  });

  it('is skipped exactly by those who have come that far, wherever people stand (property)', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const place = fc.record({
      had: fc.shuffledSubarray(keys),
      state: fc.constantFrom('active' as const, 'paused' as const, 'left' as const, 'finished' as const),
    });
    const places = fc.array(place, { minLength: 1, maxLength: 6 });
    const spot = fc.nat({ max: keys.length });
    await fc.assert(
      fc.asyncProperty(
        places,
        spot,
        spot,
        fc.shuffledSubarray(keys, { minLength: 5 }),
        async (people, first, second, order) => {
          await empty(house);
          const walks = await publishWith(course(keys), people);
          const next = [...order];
          next.splice(first, 0, 'x');
          next.splice(second, 0, 'y');
          expect(await house.push(course(next), { inserted: 'newcomers', finishers: 'leave' })).toMatchObject({
            outcome: 'published',
          });
          for (const [index, { had }] of people.entries()) {
            const furthest = Math.max(-1, ...had.map((key) => next.indexOf(key)));
            const passed = ['x', 'y'].filter((key) => next.indexOf(key) < furthest).map((key) => `${key}:skipped`);
            const rows = await house.rowsOf(walks[index] ?? fail());
            expect(rows.filter((row) => row.endsWith(':skipped')).sort()).toEqual(passed);
            expect(rows.filter((row) => row.endsWith(':accepted'))).toEqual(had.map((key) => `${key}:accepted`));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('a removed lesson', () => {
  it('is withdrawn where it was planned, and the walk is planned again for the same date', async () => {
    const [planned = fail(), other = fail()] = await publishWith(abc, [
      { had: ['a'], planned: 'b' },
      { had: ['a', 'b'] },
    ]);
    const before = await house.enrollmentOf(other);
    expect(await house.push(course(['a', 'c']), {}, at(1, '07:30'))).toMatchObject({
      outcome: 'published',
      changes: ['b: removed (was lesson 2)'],
    });
    expect(await house.rowsOf(planned)).toEqual(['a:accepted', 'b:withdrawn']);
    expect(await house.enrollmentOf(planned)).toMatchObject({ state: 'active', nextSlotAt: at(1) });
    expect(await house.enrollmentOf(other)).toEqual(before);
    await house.planning.plan(at(1, '07:31'));
    expect(await house.rowsOf(planned)).toEqual(['a:accepted', 'b:withdrawn', 'c:planned']);
    const [row] = await house.db.query(`select slot, local_date from deliveries where state = 'planned'`);
    expect(row).toEqual({ slot: at(1), local_date: '2026-03-02' });
    expect(await house.enrollments.countLost()).toBe(0);
  });

  it('is withdrawn when claimed, and goes when it is being handed over', async () => {
    const [claimed = fail(), sending = fail()] = await publishWith(abc, [{ planned: 'a' }, { planned: 'a' }]);
    for (const state of ['claimed', 'sending']) {
      await house.db.query(
        `update deliveries set state = $2 where subscriber_id = $1 or ($2 = 'claimed' and subscriber_id = $3)`,
        [sending.subscriberId, state, claimed.subscriberId],
      );
    }
    await house.push(course(['b', 'c']));
    expect(await house.rowsOf(claimed)).toEqual(['a:withdrawn']);
    expect(await house.enrollmentOf(claimed)).toMatchObject({ nextSlotAt: at(1) });
    expect(await house.rowsOf(sending)).toEqual(['a:sending']);
    expect(await house.enrollmentOf(sending)).toMatchObject({ nextSlotAt: null });
  });
});

it('a publish and two planners at the same moment lose nobody and plan nothing that is gone', async () => {
  for (const round of [1, 2, 3]) {
    await empty(house);
    const places = Array.from({ length: 40 }, (_, index): Place => (index % 2 ? { had: ['a'] } : { planned: 'a' }));
    const people = await publishWith(abc, places);
    await Promise.all([
      house.planning.plan(at(2)),
      house.push(course(['c', 'd'].slice(0, round)), { inserted: 'newcomers', end: 'finish' }, at(2)),
      house.planning.plan(at(2)),
    ]);
    await house.planning.plan(at(2));
    expect(await house.enrollments.countLost()).toBe(0);
    const rows = (await Promise.all(people.map((person) => house.rowsOf(person)))).flat();
    expect(rows.filter((row) => row === 'a:planned' || row === 'b:planned')).toEqual([]);
    expect(rows.filter((row) => row === 'c:planned')).toHaveLength(40);
  }
});

describe('lessons appended after people finished', () => {
  const finished: Place = { had: ['a', 'b', 'c'], state: 'finished', completion: 'accepted' };

  it('need an answer for them', async () => {
    await publishWith(abc, [finished, { had: ['a'] }]);
    const before = await house.snapshot();
    expect(await house.push(appended)).toMatchObject({
      outcome: 'choice-due',
      choices: [{ option: 'finishers', enrollments: 1, lessons: ['x'] }],
    });
    expect(await house.snapshot()).toBe(before);
  });

  it('leave them alone after "leave"', async () => {
    const [person = fail()] = await publishWith(abc, [finished]);
    expect(await house.push(appended, { finishers: 'leave' })).toMatchObject({ outcome: 'published' });
    expect(await house.enrollmentOf(person)).toMatchObject({ state: 'finished', nextSlotAt: null });
  });

  it('reopen their walks after "offer", for the next morning', async () => {
    const [person = fail()] = await publishWith(abc, [finished]);
    expect(await house.push(appended, { finishers: 'offer' })).toMatchObject({ outcome: 'published' });
    expect(await house.enrollmentOf(person)).toEqual({
      state: 'active',
      nextSlotAt: at(2),
      waiting: false,
      endedAt: null,
    });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual([
      'a:accepted',
      'b:accepted',
      'c:accepted',
      'completion:accepted',
      'x:planned',
    ]);
    expect(await house.enrollments.countLost()).toBe(0);
  });

  it('never reopen for who said no, is suppressed, or walks again already', async () => {
    const [no = fail(), suppressed = fail(), again = fail(), yes = fail()] = await publishWith(abc, [
      finished,
      finished,
      finished,
      finished,
    ]);
    const consent = (person: Person, withdrawn: Date | null) =>
      house.db.query(
        `insert into consents (subscriber_id, purpose, course_id, words, signed_up_at, signed_up_from, confirmed_at, confirmed_from, withdrawn_at)
         select $1, 'course', id, '', $2, '', $2, '', $3 from courses`,
        [person.subscriberId, monday, withdrawn],
      );
    await consent(no, monday);
    await consent(yes, null);
    await house.db.query(
      `insert into suppressions (address_hash, reason, created_at) select address_hash, 'complaint', $2 from subscribers where id = $1`,
      [suppressed.subscriberId, monday],
    );
    await house.db.query(
      `insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, started_at)
       select subscriber_id, course_id, 'active', zone, hour, weekdays, $2, $2 from enrollments where subscriber_id = $1`,
      [again.subscriberId, at(2)],
    );
    expect(await house.push(appended)).toMatchObject({
      outcome: 'choice-due',
      choices: [{ option: 'finishers', enrollments: 1 }],
    });
    await house.push(appended, { finishers: 'offer' });
    for (const person of [no, suppressed, again]) expect((await house.enrollmentOf(person)).state).toBe('finished');
    expect((await house.enrollmentOf(yes)).state).toBe('active');
  });

  it('go before a completion letter that is planned already, without being asked about', async () => {
    const [person = fail()] = await publishWith(abc, [{ had: ['a', 'b', 'c'], completion: 'planned' }]);
    expect(await house.push(appended)).toMatchObject({ outcome: 'published' });
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'c:accepted', 'completion:withdrawn']);
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual([
      'a:accepted',
      'b:accepted',
      'c:accepted',
      'completion:withdrawn',
      'x:planned',
    ]);
  });

  it('wake those who wait for more, for the next morning; a pause stays a pause', async () => {
    const more = course(['a', 'b', 'c'], 'more_coming: true\n');
    const waiting: Place = { had: ['a', 'b', 'c'], waiting: true };
    const [active = fail(), paused = fail()] = await publishWith(more, [waiting, { ...waiting, state: 'paused' }]);
    expect(await house.push(course(['a', 'b', 'c', 'x'], 'more_coming: true\n'))).toMatchObject({
      outcome: 'published',
    });
    expect(await house.enrollmentOf(active)).toMatchObject({ state: 'active', waiting: false, nextSlotAt: at(2) });
    expect(await house.enrollmentOf(paused)).toMatchObject({ state: 'paused', waiting: false, nextSlotAt: null });
    expect(await house.enrollments.countLost()).toBe(0);
  });
});

describe('a publish that would finish people early', () => {
  const shorter = course(['a', 'b']);

  it('needs an answer', async () => {
    await publishWith(abc, [
      { had: ['a', 'b'] },
      { had: ['a', 'b'], planned: 'c' },
      { had: ['a'] },
      { had: ['a', 'b', 'c'] },
    ]);
    const before = await house.snapshot();
    expect(await house.push(shorter)).toMatchObject({
      outcome: 'choice-due',
      choices: [{ option: 'end', lessons: ['c'], enrollments: 2 }],
    });
    expect(await house.snapshot()).toBe(before);
  });

  it('lets them wait after "wait", and they go on when lessons come', async () => {
    const [person = fail()] = await publishWith(abc, [{ had: ['a', 'b'] }]);
    expect(await house.push(shorter, { end: 'wait' })).toMatchObject({ outcome: 'published' });
    expect(await house.enrollmentOf(person)).toMatchObject({ state: 'active', waiting: true, nextSlotAt: null });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted']);
    expect(await house.push(course(['a', 'b', 'y']), {}, at(5, '12:00'))).toMatchObject({ outcome: 'published' });
    expect(await house.enrollmentOf(person)).toMatchObject({ waiting: false, nextSlotAt: at(6) });
  });

  it('finishes them after "finish", with the completion letter on the next morning', async () => {
    const [person = fail()] = await publishWith(abc, [{ had: ['a', 'b'] }]);
    await house.push(shorter, { end: 'finish' });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'completion:planned']);
  });

  it('asks nothing where more lessons are coming: people wait by themselves', async () => {
    await publishWith(abc, [{ had: ['a', 'b'] }]);
    expect(await house.push(course(['a', 'b'], 'more_coming: true\n'))).toMatchObject({ outcome: 'published' });
  });

  it('asks about those who wait when nothing more is coming after all', async () => {
    const [person = fail()] = await publishWith(course(['a', 'b'], 'more_coming: true\n'), [
      { had: ['a', 'b'], waiting: true },
    ]);
    expect(await house.push(shorter)).toMatchObject({
      outcome: 'choice-due',
      choices: [{ option: 'end', enrollments: 1 }],
    });
    expect(await house.push(shorter, { end: 'finish' })).toMatchObject({ outcome: 'published' });
    expect(await house.enrollmentOf(person)).toMatchObject({ waiting: false, nextSlotAt: at(2) });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'completion:planned']);
  });

  it('names every choice at once, and takes all answers at once', async () => {
    const places: Place[] = [{ had: ['a', 'b'] }, { had: ['a', 'b', 'c'], state: 'finished', completion: 'accepted' }];
    const people = await publishWith(abc, places);
    const next = course(['x', 'a', 'b', 'y']);
    const first = await house.push(next);
    expect(first).toMatchObject({ outcome: 'choice-due', choices: [{ option: 'inserted' }, { option: 'finishers' }] });
    expect(await house.push(next, { inserted: 'newcomers', finishers: 'offer' })).toMatchObject({
      outcome: 'published',
    });
    expect(await house.rowsOf(people[0] ?? fail())).toEqual(['a:accepted', 'b:accepted', 'x:skipped']);
    expect(await house.rowsOf(people[1] ?? fail())).toEqual([
      'a:accepted',
      'b:accepted',
      'c:accepted',
      'completion:accepted',
      'x:skipped',
    ]);
    expect((await house.enrollmentOf(people[1] ?? fail())).state).toBe('active');
  });
});

describe('a changed calendar', () => {
  it('moves the next slots still to come: a skip date, other weekdays, another wait', async () => {
    const [person = fail()] = await publishWith(abc, [{ had: ['a'] }]);
    const next = async () => (await house.enrollmentOf(person)).nextSlotAt;
    await house.push(course(['a', 'b', 'c'], 'skip_dates: [2026-03-03]\n'));
    expect(await next()).toEqual(at(3));
    await house.push(course(['a', 'b', 'c'], 'weekdays: [mon, fri]\n'));
    expect(await next()).toEqual(at(5));
    await house.push(course(['a', { id: 'b', wait: 3 }, 'c']));
    expect(await next()).toEqual(at(4));
    await house.push(course(['a', 'c', { id: 'b', wait: 3 }]));
    expect(await next()).toEqual(at(2));
  });

  it('leaves planned letters, pauses and first lessons at their time', async () => {
    const people = await publishWith(abc, [
      { had: ['a'], planned: 'b' },
      { had: ['a'], state: 'paused', nextSlotAt: at(9) },
      { nextSlotAt: at(4) },
      { had: ['a'], state: 'paused' },
    ]);
    await house.push(course(['a', 'b', 'c'], 'skip_dates: [2026-03-03]\n'));
    const slots = await Promise.all(people.map(async (person) => (await house.enrollmentOf(person)).nextSlotAt));
    expect(slots).toEqual([null, at(9), at(4), null]);
  });

  it('touches nobody when lessons only changed their words', async () => {
    const people = await publishWith(abc, [{ had: ['a'], nextSlotAt: at(7) }]);
    await house.push(course([{ id: 'a', body: 'Other words.' }, 'b', 'c']));
    expect((await house.enrollmentOf(people[0] ?? fail())).nextSlotAt).toEqual(at(7));
  });
});

function fail(): never {
  throw new Error('nobody there');
}
