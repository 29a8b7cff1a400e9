import { deliveryOf } from './delivery-of.js';
import type { ChaosDatabase } from './chaos-database.js';
import type { SinkReport } from './sink-wishes.js';

/** What a round may have cost, collected while it ran. */
export interface Allowance {
  /** Letters that a killed or frozen worker had in state `sending`, and those of whoever else was silent for a lease, by id. */
  ofLostWorkers: Set<string>;
  /** People who left or paused, and whether their letter had begun by then. */
  gone: Array<{ enrollmentId: string; begun: boolean }>;
}

export interface Reckoning {
  letters: number;
  arrived: number;
  repeated: number;
  allowed: number;
  states: Record<string, number>;
  /** Sentences; none when all is well. */
  faults: string[];
}

interface Row {
  id: string;
  enrollmentId: string;
  state: string;
  doubts: number;
  /** What is in doubt of somebody who has left stays so (rule 19). */
  goesOn: boolean;
}

/** Compares what the sink took with what the ledger says of the lessons of these walks, letter by letter. */
export async function reckon(
  database: ChaosDatabase,
  sink: SinkReport,
  enrollments: readonly string[],
  allowance: Allowance,
): Promise<Reckoning> {
  const rows = await database.query<Row>(
    `select d.id, d.enrollment_id as "enrollmentId", d.state, d.doubts,
            e.state in ('active', 'paused') as "goesOn"
     from deliveries d join enrollments e on e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
     where d.enrollment_id = any($1::bigint[]) and d.lesson_id = $2`,
    [enrollments, database.lessonId],
  );
  for (const id of await database.givenUp()) allowance.ofLostWorkers.add(id);
  const taken = new Map(sink.letters.map((letter) => [deliveryOf(letter.messageId), letter]));
  /** Where the sink does not tell, the ledger's own count must do. */
  const doubtful = (row: Row) => taken.get(row.id)?.doubtful ?? row.doubts;
  const known = new Map(rows.map((row) => [row.id, row]));
  const faults: string[] = [];
  const complain = (what: string, ids: readonly string[]) => {
    if (ids.length > 0) faults.push(`${ids.length} ${what}: ${ids.slice(0, 5).join(', ')}`);
  };
  const idsWhere = (wrong: (row: Row, arrived: number) => boolean) =>
    rows.filter((row) => wrong(row, taken.get(row.id)?.arrived ?? 0)).map((row) => row.id);

  const perWalk = new Map<string, number>();
  for (const { enrollmentId, state } of rows)
    if (state !== 'withdrawn') perWalk.set(enrollmentId, (perWalk.get(enrollmentId) ?? 0) + 1);
  const goOn = await database.query<{ id: string }>(
    `select id from enrollments where id = any($1::bigint[]) and state = 'active'`,
    [enrollments],
  );
  complain(
    'walks lost their letter',
    goOn.map(({ id }) => id).filter((id) => !perWalk.has(id)),
  );
  complain(
    'walks have two letters of one lesson',
    [...perWalk].filter(([, letters]) => letters > 1).map(([id]) => id),
  );
  complain(
    'accepted, but the sink never had them',
    idsWhere((row, arrived) => row.state === 'accepted' && arrived === 0),
  );
  complain(
    'still open',
    idsWhere(
      (row) => ['planned', 'claimed', 'sending'].includes(row.state) || (row.state === 'in_doubt' && row.goesOn),
    ),
  );
  complain(
    'refused or withdrawn without a doubt, and arrived all the same',
    idsWhere(
      (row, arrived) => ['refused', 'withdrawn', 'closed'].includes(row.state) && arrived > 0 && row.doubts === 0,
    ),
  );
  complain(
    'arrived oftener than once and once more for each doubt',
    idsWhere((row, arrived) => arrived > 1 + row.doubts),
  );
  complain(
    'came twice, although neither their worker was lost nor their connection cut after the dot',
    idsWhere((row, arrived) => arrived > 1 && !allowance.ofLostWorkers.has(row.id) && doubtful(row) === 0),
  );
  complain(
    'came again with other bytes',
    sink.letters.filter((letter) => letter.differs).map((letter) => letter.messageId),
  );
  complain(
    'arrived, but no ledger knows them',
    [...taken.keys()].filter((id) => !known.has(id)),
  );
  const gone = new Set(allowance.gone.map((one) => one.enrollmentId));
  complain(
    'withdrawn, although nobody had left',
    rows.filter((row) => row.state === 'withdrawn' && !gone.has(row.enrollmentId)).map((row) => row.id),
  );
  const goneBefore = new Set(allowance.gone.filter((one) => !one.begun).map((one) => one.enrollmentId));
  complain(
    'went to people who had left or paused before',
    idsWhere((row, arrived) => arrived > 0 && goneBefore.has(row.enrollmentId)),
  );
  const repeated = sink.letters.reduce((sum, letter) => sum + Math.max(0, letter.arrived - 1), 0);
  const allowed = rows.reduce(
    (sum, row) => sum + (taken.has(row.id) ? doubtful(row) : 0),
    allowance.ofLostWorkers.size,
  );
  if (repeated > allowed) faults.push(`${repeated} came again, ${allowed} were allowed to`);
  const states: Record<string, number> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  return {
    letters: enrollments.length,
    arrived: sink.letters.filter((letter) => letter.arrived > 0).length,
    repeated,
    allowed,
    states,
    faults,
  };
}

/** What must hold of the whole ledger at the end of every round. */
export async function ledgerFaults(database: ChaosDatabase, connections: number): Promise<string[]> {
  const faults: string[] = [];
  const [sums] = await database.query<Record<'accepted' | 'tallied' | 'refused' | 'talliedRefused', number>>(
    `select (select count(*)::int from deliveries where state = 'accepted' and lesson_id = $1) as accepted,
            (select coalesce(sum(letters), 0)::int from letter_tallies where state = 'accepted') as tallied,
            (select count(*)::int from deliveries where state = 'refused') as refused,
            (select coalesce(sum(letters), 0)::int from letter_tallies where state = 'refused') as "talliedRefused"`,
    [database.lessonId],
  );
  if (sums && sums.accepted !== sums.tallied) faults.push(`${sums.accepted} accepted, tallied ${sums.tallied}`);
  if (sums && sums.refused !== sums.talliedRefused)
    faults.push(`${sums.refused} refused, tallied ${sums.talliedRefused}`);
  const lost = await database.lostWalks();
  if (lost > 0) faults.push(`${lost} walks have neither a next slot nor exactly one open letter`);
  const most = await database.mostSending();
  if (most > connections) faults.push(`${most} letters of one worker were sending, with ${connections} connections`);
  return faults;
}
