import { expect } from '@jest/globals';
import type { TestHouse } from '../house.js';

/**
 * What must hold at every rest, whatever happened before: by the ledger, and by what really arrived. Every journey ends here.
 * People who were forgotten have no rows any more; their letters are passed over.
 */
export async function expectLedgerInOrder(house: TestHouse, { clockWentBack = false } = {}): Promise<void> {
  const faults = {
    lessonsTwice: await lessonsTwice(house),
    twoOnOneDate: await twoOnOneDate(house),
    // What is in hand when the clock is put back leaves all the same: nothing comes of waiting but a later letter.
    outsideTheirWindow: clockWentBack ? [] : await outsideTheirWindow(house),
    finishedWithoutALesson: await finishedWithoutALesson(house),
    ...(await againstTheMailServer(house)),
    lostWalks: await house.lostWalks(),
  };
  expect(faults).toEqual({
    lessonsTwice: [],
    twoOnOneDate: [],
    outsideTheirWindow: [],
    finishedWithoutALesson: [],
    arrivedTooOften: [],
    lessonArrivedAsTwoLetters: [],
    acceptedButNotThere: [],
    lostWalks: 0,
  });
}

/** Rule 12, without the help of its index. */
const lessonsTwice = (house: TestHouse) =>
  house.database.dataSource.query<unknown[]>(
    `select subscriber_id, enrollment_id, lesson_id from deliveries
     where kind = 'lesson' and state <> 'withdrawn' and repeat_of is null
     group by subscriber_id, enrollment_id, lesson_id having count(*) > 1`,
  );

/** Rule 9. */
const twoOnOneDate = (house: TestHouse) =>
  house.database.dataSource.query<unknown[]>(
    `select subscriber_id, enrollment_id, local_date from deliveries
     where scheduled and state not in ('withdrawn', 'skipped')
     group by subscriber_id, enrollment_id, local_date having count(*) > 1`,
  );

/** Rule 5: handed over in [slot, leave_by), last time included. */
const outsideTheirWindow = (house: TestHouse) =>
  house.database.dataSource.query<unknown[]>(
    `select id, slot, handed_over_at, leave_by from deliveries
     where state = 'accepted' and slot is not null and (handed_over_at < slot or handed_over_at >= leave_by)`,
  );

/** Who finished has every lesson of the course as it was when they finished. */
const finishedWithoutALesson = (house: TestHouse) =>
  house.database.dataSource.query<unknown[]>(
    `select e.subscriber_id, e.id, rl.lesson_id from enrollments e
     join lateral (select r.id from revisions r where r.course_id = e.course_id and r.published_at <= e.ended_at
                   order by r.number desc limit 1) shown on true
     join revision_lessons rl on rl.revision_id = shown.id
     where e.state = 'finished' and not exists (
       select 1 from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
         and d.lesson_id = rl.lesson_id and d.state <> 'withdrawn' and d.repeat_of is null)`,
  );

interface Row {
  id: string;
  state: string;
  walkLesson: string | null;
  doubts: number;
}

/** The ledger may say what it likes: here the letters are counted that the mail server took. */
async function againstTheMailServer(house: TestHouse) {
  const rows = await house.database.dataSource.query<Row[]>(
    `select id, state, doubts, case when kind = 'lesson' and repeat_of is null then concat_ws(' ', enrollment_id, lesson_id) end as "walkLesson"
     from deliveries`,
  );
  const times = new Map<string, number>();
  for (const letter of house.mail.arrived) {
    const id = deliveryOf(letter.mail.messageId);
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  const lettersOfLesson = new Map<string, string[]>();
  for (const row of rows)
    if (row.walkLesson !== null && times.has(row.id))
      lettersOfLesson.set(row.walkLesson, [...(lettersOfLesson.get(row.walkLesson) ?? []), row.id]);
  return {
    /** Once, and once more for every doubt (rule 19). */
    arrivedTooOften: rows.filter((row) => (times.get(row.id) ?? 0) > 1 + row.doubts),
    lessonArrivedAsTwoLetters: [...lettersOfLesson.values()].filter((letters) => letters.length > 1),
    acceptedButNotThere: rows.filter((row) => row.state === 'accepted' && !times.has(row.id)),
  };
}

/** The ledger row a Message-ID names, as decimal text. */
export function deliveryOf(messageId: string | undefined): string {
  const id = /^<([0-9a-z]+)\./.exec(messageId ?? '')?.[1];
  if (!id) throw new Error(`not one of our Message-IDs: ${messageId}`);
  return String(Number.parseInt(id, 36));
}
