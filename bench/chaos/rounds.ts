import { setTimeout as pause } from 'node:timers/promises';
import { contentFolder } from '../../src/cli/content-folder.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { PublishService } from '../../src/courses/publish.service.js';
import { LeavingService } from '../../src/enrollments/leaving.service.js';
import { WalkService } from '../../src/enrollments/walk.service.js';
import { leaseSeconds, type Scene } from './scene.js';
import type { Misdeed, Place, Wishes } from './sink-wishes.js';

/** One kind of trouble: how the sink behaves, and what happens while the batch is under way. */
export interface Round {
  name: string;
  /** Of a run of 20,000. */
  letters: number;
  /** Whether it belongs to the short form too, or to nothing else. */
  short?: boolean | 'only';
  sink: Partial<Wishes>;
  /** Before the letters fall due, while the batch is under way, and when it has come to rest. */
  prepares?(scene: Scene): Promise<void>;
  happens?(scene: Scene): Promise<void>;
  proves?(scene: Scene): Promise<void>;
}

/** Long enough a batch for things to happen in the middle of it. */
const lasting = { delay: 40 };

const bad = (misdeeds: ReadonlyArray<[Place, Misdeed]>, chance: number, atMost: number): Partial<Wishes> => ({
  misdeeds: misdeeds.map(([at, does]) => ({ at, does })),
  chance,
  atMost,
  delay: 3,
});
const cuts: Misdeed = { cuts: true };
const says = (line: string): Misdeed => ({ says: line });
const everywhere = (lines: readonly string[]) =>
  lines.flatMap((line) => (['rcpt', 'data', 'dot'] as const).map((at): [Place, Misdeed] => [at, says(line)]));

/** Spread over the batch; the one who is killed next may have come up a moment ago. */
const killed =
  (kills: number): NonNullable<Round['happens']> =>
  async (scene) => {
    for (let kill = 0; kill < kills; kill++) {
      await scene.until((kill + 0.1) / (kills + 0.5));
      await scene.wait(0, 300);
      await scene.lose('SIGKILL');
      scene.startWorker();
    }
  };

export const rounds: readonly Round[] = [
  { name: 'calm', letters: 2_000, sink: {} },
  ...[1, 2, 3, 4].map((time): Round => ({
    name: `kill -9 of workers (${time})`,
    letters: 1_500,
    sink: lasting,
    happens: killed(6),
  })),
  // The lease is waited for while the breaker waits.
  {
    name: 'kill -9 of workers, and cuts after the dot',
    letters: 1_500,
    short: 'only',
    sink: { ...bad([['dot', cuts]], 0.5, 2), ...lasting },
    happens: killed(2),
  },
  {
    name: 'kill -9 of PostgreSQL',
    letters: 1_500,
    short: true,
    sink: lasting,
    async happens(scene) {
      for (const share of scene.short ? [0.3] : [0.1, 0.5]) {
        await scene.until(share);
        await scene.wait(0, 300);
        await scene.database.kill(scene.random.between(200, scene.short ? 500 : 2_500));
      }
    },
  },
  {
    name: 'every connection to PostgreSQL cut, five times',
    letters: 1_000,
    sink: lasting,
    async happens(scene) {
      for (let times = 1; times <= 5; times++) {
        await scene.until(times * 0.12);
        await scene.database.cutConnections();
      }
    },
  },
  { name: 'cut before DATA', letters: 600, sink: bad([['mail', cuts], ['rcpt', cuts], ['data', cuts]], 0.05, 8) }, // prettier-ignore
  { name: 'cut in DATA', letters: 600, sink: bad([['message', cuts]], 0.1, 8) },
  { name: 'cut after the dot', letters: 600, sink: bad([['dot', cuts]], 0.3, 8) },
  { name: '421 anywhere', letters: 600, sink: bad([['greeting', says('421 4.3.2 Busy')], ...everywhere(['421 4.3.2 Going down'])], 0.05, 5) }, // prettier-ignore
  {
    name: '450, 451, 452',
    letters: 800,
    short: true,
    sink: bad(everywhere(['450 4.2.0 Greylisted', '451 4.3.0 Later', '452 Full', '450 4.7.1 Slow']), 0.05, 40),
  },
  {
    name: '550, 552, 554',
    letters: 800,
    short: true,
    sink: bad(everywhere(['550 5.1.1 No such user', '552 5.2.2 Full', '554 5.7.1 Spam', '554 No']), 0.03, 40),
  },
  {
    name: 'hanging, then an answer or none',
    letters: 800,
    sink: bad(
      (['rcpt', 'dot'] as const).flatMap((at): Array<[Place, Misdeed]> => [
        [at, { hangs: 6_000, then: 'answer' }],
        [at, { hangs: 6_000, then: 'cut' }],
      ]),
      0.03,
      12,
    ),
  },
  { name: 'half lines', letters: 800, sink: { halfLines: true } },
  { name: 'no PIPELINING', letters: 800, sink: { ...bad([['dot', cuts], ['rcpt', cuts]], 0.02, 6), pipelining: false } }, // prettier-ignore
  {
    name: 'no SMTPUTF8',
    letters: 500,
    sink: { smtpUtf8: false },
    async prepares(scene) {
      await scene.database.query(
        `update subscribers s set email = 'jörg.' || s.email, email_key = 'jörg.' || s.email_key
         from enrollments e where e.subscriber_id = s.id and e.id = any($1::bigint[]) and e.id % 10 = 0`,
        [scene.enrollments],
      );
    },
    async proves(scene) {
      const [wrong] = await scene.database.query<{ count: number }>(
        `select count(*)::int as count from deliveries d where d.enrollment_id = any($1::bigint[]) and d.lesson_id = $2
         and (d.state = 'refused') <> (d.enrollment_id % 10 = 0)`,
        [scene.enrollments, scene.database.lessonId],
      );
      if (wrong?.count !== 0) scene.faults.push(`${wrong?.count} letters were not refused for their address alone`);
    },
  },
  { name: 'a slow link', letters: 400, sink: { bytesPerSecond: 60_000 } },
  {
    name: 'clock steps of ±1 h',
    letters: 1_500,
    short: true,
    sink: lasting,
    async happens(scene) {
      for (const share of scene.short ? [0.3] : [0.1, 0.3, 0.5]) {
        await scene.until(share);
        for (const worker of scene.workers) await scene.step(scene.random.one([-1, 1]) * 3_600_000, worker);
        await scene.wait(300, 1_500);
        await scene.step(0);
      }
    },
  },
  {
    name: 'SIGTERM in mid-batch',
    letters: 1_500,
    short: true,
    sink: lasting,
    async happens(scene) {
      for (const share of scene.short ? [0.3] : [0.1, 0.35, 0.6]) {
        await scene.until(share);
        const leaving = await scene.oneThatIsUp();
        scene.workers.splice(scene.workers.indexOf(leaving), 1);
        scene.startWorker();
        const code = await leaving.stop('SIGTERM');
        if (code !== 0) scene.faults.push(`a worker that was told to stop ended with ${code}`);
      }
    },
  },
  {
    name: 'frozen for longer than the lease, then awake',
    letters: 800,
    sink: lasting,
    async happens(scene) {
      await scene.until(0.2);
      const frozen = await scene.lose('SIGSTOP');
      await pause((leaseSeconds * 2 + 2) * 1_000);
      frozen.signal('SIGCONT');
    },
  },
  { name: 'pauses, farewells and a publish', letters: 1_500, short: true, sink: lasting, happens: peopleAct },
  {
    name: 'everything at once',
    letters: 1_500,
    sink: { ...bad([['dot', cuts], ['message', cuts], ['rcpt', says('451 4.3.0 Later')], ['dot', says('554 5.7.1 No')]], 0.01, 15), ...lasting }, // prettier-ignore
    async happens(scene) {
      await Promise.all([killed(3)(scene), peopleAct(scene), scene.until(0.4).then(() => scene.database.kill(500))]);
    },
  },
];

/** Every so often somebody leaves or pauses, and in the middle of it the lesson is published anew. */
async function peopleAct(scene: Scene): Promise<void> {
  const { rooms } = scene.database.house;
  await scene.until(0.05);
  for (let acts = 0; acts < (scene.short ? 15 : 40); acts++) {
    const enrollmentId = scene.random.one(scene.enrollments);
    const [row] = await scene.database.query<{ subscriberId: string; state: string | null }>(
      `select e.subscriber_id as "subscriberId" from enrollments e where e.id = $1`,
      [enrollmentId],
    );
    if (!row) continue;
    const leaves = scene.random.next() < 0.5;
    await scene.trying(() =>
      leaves
        ? rooms.get(LeavingService).everything(row.subscriberId, scene.now())
        : rooms.get(WalkService).pause(row.subscriberId, enrollmentId, null, scene.now()),
    );
    const [letter] = await scene.database.query<{ begun: boolean }>(
      `select bool_or(state not in ('planned', 'withdrawn') or doubts > 0) as begun from deliveries where enrollment_id = $1 and lesson_id = $2`,
      [enrollmentId, scene.database.lessonId],
    );
    scene.allowance.gone.push({ enrollmentId, begun: letter?.begun ?? false });
    if (acts === 8) await publishAnew(scene);
    await scene.wait(0, scene.short ? 20 : 60);
  }
}

async function publishAnew(scene: Scene): Promise<void> {
  const files = await readCourseFolder(contentFolder('strong-glutes'));
  const name = [...files.keys()].find((path) => /(^|\/)03-/.test(path)) ?? '';
  const words = `${Buffer.from(files.get(name) ?? []).toString('utf8')}\n\nWords of ${scene.random.between(1, 1e9)}.\n`;
  files.set(name, Buffer.from(words));
  await scene.trying(async () => {
    const result = await scene.database.house.rooms.get(PublishService).push(files, { author: 'chaos' }, scene.now());
    if (result.outcome !== 'published') scene.faults.push(`the publish ended as ${result.outcome}`);
  });
}
