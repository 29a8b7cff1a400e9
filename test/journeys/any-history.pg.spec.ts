import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WalkService } from '../../src/enrollments/walk.service.js';
import { everyDay } from '../../src/schedule/weekdays.js';
import { minuteOfDay } from '../../src/schedule/wall-time.js';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { course } from '../courses/course-sample.js';
import { letElapse } from './elapsed.js';
import { dueReaders } from './due-readers.js';
import { expectLedgerInOrder } from './ledger-checks.js';

/** What a reader, the house or the mail server does in one step of a history. */
type Act =
  | { act: 'pause'; who: number; days: number | null }
  | { act: 'resume'; who: number }
  | { act: 'change'; who: number; hour: number; zone: string; weekdays: number }
  | { act: 'next-now'; who: number }
  | { act: 'repeat'; who: number }
  | { act: 'hours'; hours: number }
  | { act: 'stop'; hours: number }
  | { act: 'busy' }
  | { act: 'cut' };

const people = 20;
const who = fc.nat({ max: people - 1 });
const zone = fc.constantFrom(
  'UTC',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Australia/Lord_Howe',
);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('pause' as const), who, days: fc.option(fc.integer({ min: 1, max: 4 })) }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('resume' as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('change' as const),
      who,
      hour: fc.integer({ min: 0, max: 1439 }),
      zone,
      weekdays: fc.oneof(fc.constant(everyDay), fc.integer({ min: 1, max: 127 })),
    }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('next-now' as const), who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('repeat' as const), who }) },
  { weight: 10, arbitrary: fc.record({ act: fc.constant('hours' as const), hours: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('stop' as const), hours: fc.integer({ min: 1, max: 80 }) }) },
  { weight: 1, arbitrary: fc.constant({ act: 'busy' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'cut' as const }) },
);

interface Walk {
  subscriberId: string;
  enrollmentId: string;
  zone: string;
}

describe('whatever readers do, in whatever order', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({
      at: '2026-03-20T07:00Z',
      course: course(['one', 'two', 'three', 'four', { id: 'five', wait: 2 }, 'six', 'seven', 'eight']),
    });
  });
  afterAll(() => house.close());

  const query = <T>(sql: string, ...parameters: unknown[]) => house.database.dataSource.query<T[]>(sql, parameters);

  it('nobody gets a lesson twice, loses one, or gets two scheduled ones on a date or, unasked, within twelve hours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60 }), async (history) => {
        await query('delete from subscribers');
        house.mail.arrived.length = 0;
        house.clock.moveTo('2026-03-20T07:00Z'); // a week before London's clocks change
        await dueReaders(house, people);
        const walks = await query<Walk>(
          'select subscriber_id as "subscriberId", id as "enrollmentId", zone from enrollments order by subscriber_id',
        );
        for (const step of history) {
          await perform(step, walks);
          letElapse(10);
          await house.beat();
          await expectOrder();
        }
        await everybodyFinishes(walks);
      }),
      { numRuns: Number(process.env.HISTORIES ?? 4), endOnFailure: true },
    );
  });

  async function perform(step: Act, walks: readonly Walk[]): Promise<void> {
    const service = house.app.get(WalkService);
    const walk = 'who' in step ? walks[step.who] : undefined;
    const ids = [walk?.subscriberId ?? '', walk?.enrollmentId ?? ''] as const;
    const now = house.clock.now();
    if (walk && (await isOver(walk))) return;
    switch (step.act) {
      case 'pause': {
        const until =
          step.days === null ? null : new Date(now.getTime() + step.days * 86_400_000).toISOString().slice(0, 10);
        await service.pause(...ids, until, now);
        return;
      }
      case 'resume':
        await service.resume(...ids, now);
        return;
      case 'change':
        await service.changeCalendar(...ids, step, now);
        return;
      case 'next-now': {
        const [owed] = await query<{ id: string }>(
          `select rl.lesson_id as id from revision_lessons rl where not exists (select 1 from deliveries d
             where d.enrollment_id = $1 and d.lesson_id = rl.lesson_id and d.state <> 'withdrawn' and d.repeat_of is null)
           order by rl.position limit 1`,
          ids[1],
        );
        if (owed) await service.nextNow(...ids, owed.id, now);
        return;
      }
      case 'repeat':
        await service.repeatLatest(...ids, now);
        return;
      case 'hours':
        await house.liveUntil(new Date(now.getTime() + step.hours * 3_600_000), 30);
        return;
      case 'stop':
        house.clock.move({ hours: step.hours });
        return;
      case 'busy':
        return oneAnswer(() => {
          throw answer(451, '4.7.1 come back later');
        });
      case 'cut':
        return oneAnswer((session) => house.mail.cut(session));
    }
  }

  /** The next letter, whosever it is, is answered so. */
  function oneAnswer(say: (session: Parameters<NonNullable<TestHouse['mail']['judge']>>[2]) => void): void {
    house.mail.judge = (_to, _raw, session) => {
      house.mail.judge = null;
      say(session);
    };
  }

  const isOver = async (walk: Walk) =>
    (await query(`select 1 from enrollments where id = $1 and state = 'finished'`, walk.enrollmentId)).length > 0;

  async function expectOrder(): Promise<void> {
    await expectLedgerInOrder(house);
    const close = await query(
      `select a.id, b.id from deliveries a join deliveries b on b.enrollment_id = a.enrollment_id and b.slot > a.slot
       where a.state = 'accepted' and a.scheduled and b.scheduled and a.kind = 'lesson' and b.state not in ('withdrawn', 'skipped')
         and b.slot < a.slot + interval '12 hours'
         and not exists (select 1 from deliveries r where r.enrollment_id = a.enrollment_id and r.requested and not r.scheduled
                         and r.repeat_of is null and r.state <> 'withdrawn' and r.slot between a.slot and b.slot)`,
    );
    expect(close).toEqual([]);
    const asked = await query(
      `select enrollment_id, local_date from deliveries where requested and repeat_of is null and state <> 'withdrawn' and not scheduled
       group by 1, 2 having count(*) > 3`,
    );
    expect(asked).toEqual([]);
  }

  async function everybodyFinishes(walks: readonly Walk[]): Promise<void> {
    house.mail.judge = null;
    letElapse(600);
    const start = house.clock.now();
    for (const { subscriberId, enrollmentId } of walks) {
      const walk = { zone: 'UTC', hour: 420, weekdays: everyDay };
      if (await isOver({ subscriberId, enrollmentId, zone: 'UTC' })) continue;
      const service = house.app.get(WalkService);
      await service.resume(subscriberId, enrollmentId, house.clock.now());
      await service.changeCalendar(subscriberId, enrollmentId, walk, house.clock.now());
    }
    await house.liveUntil(new Date(house.clock.now().getTime() + 25 * 86_400_000), 60);
    await expectOrder();
    expect(await query('select state, count(*)::int as walks from enrollments group by state')).toEqual([
      { state: 'finished', walks: people },
    ]);
    const [lessons] = await query<{ lessons: number }>(
      `select count(*)::int as lessons from deliveries where kind = 'lesson' and repeat_of is null and (state = 'accepted' or held)`,
    );
    expect(lessons).toEqual({ lessons: people * 8 });
    // A letter that was planned before the change keeps its time (rule 7), however far it had been moved.
    const slots = await query<{ slot: Date }>(
      `select slot from deliveries where state = 'accepted' and scheduled and slot > $1 and created_at > $2`,
      new Date(start.getTime() + 86_400_000),
      start,
    );
    expect(slots.filter(({ slot }) => minuteOfDay(slot, 'UTC') !== 420)).toEqual([]);
  }
});
