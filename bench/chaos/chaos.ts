import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ledgerFaults, reckon } from './books.js';
import { ChaosDatabase } from './chaos-database.js';
import { Random } from './random.js';
import { happening, postfixRounds } from './postfix-rounds.js';
import { PostfixSink } from './postfix-sink.js';
import { type Round, rounds } from './rounds.js';
import { connections, leaseSeconds, Scene } from './scene.js';
import { ChaosSink } from './sink-handle.js';

/**
 * npm run chaos: two workers send while everything happens that can, and after every round it is proved letter by letter that
 * none was lost and none came twice but for the reasons the house names. The seed decides who is hit and when; the machine adds its own.
 */
const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '20000' },
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    // Postfix's smtp-sink takes the letters, with the faults it has built in, instead of the sink in this folder.
    postfix: { type: 'boolean', default: false },
    seed: { type: 'string', default: process.env['SEED'] ?? String(Math.floor(Math.random() * 1e9)) },
    keep: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const seed = Number(values.seed);
const wanted = (round: { name: string }) => !values.only || round.name.includes(values.only);
/** A round as it is played, whichever sink it is for. */
interface Play extends Pick<Round, 'name' | 'letters' | 'prepares' | 'happens' | 'proves'> {
  behaves(): Promise<unknown>;
}

const since = performance.now();
const seconds = () => ((performance.now() - since) / 1_000).toFixed(0);
const logFolder = await mkdtemp(join(tmpdir(), 'coursepost-chaos-'));
say(`Seed ${seed} (SEED=${seed} repeats it). Logs of the workers: ${logFolder}`);
const sink = values.postfix ? await PostfixSink.start() : await ChaosSink.start();
const chosen = sink instanceof PostfixSink ? playsOfPostfix(sink) : playsOf(sink);
const share = Number(values.letters) / chosen.reduce((sum, round) => sum + round.letters, 0);
const lettersOf = (round: Play) => Math.max(40, Math.round(round.letters * share));
const database = await ChaosDatabase.open(
  chosen.reduce((sum, round) => sum + lettersOf(round), 0),
  leaseSeconds,
);
const scene = new Scene(database, sink, new Random(seed), logFolder, values.short);
const totals = { letters: 0, arrived: 0, repeated: 0, allowed: 0, faults: 0 };
try {
  scene.startWorker();
  scene.startWorker();
  say(`${'round'.padEnd(46)} letters arrived  twice allowed  sink's  sec  states`);
  for (const round of chosen) await play(round);
} finally {
  for (const worker of scene.workers) worker.signal('SIGCONT');
  await Promise.all(scene.workers.map((worker) => worker.stop('SIGTERM')));
  await sink.stop();
  await database.close();
  if (totals.faults === 0 && !values.keep) await rm(logFolder, { recursive: true, force: true });
}
say(
  totals.faults === 0
    ? `Nobody lost, nobody twice but for a reason: ${chosen.length} rounds in ${seconds()} s.`
    : `${totals.faults} faults. SEED=${seed}; logs in ${logFolder}`,
);
say(
  JSON.stringify({
    chaos: 'send',
    seed,
    rounds: chosen.length,
    kills: scene.kills,
    ...totals,
    seconds: Number(seconds()),
  }),
);
process.exitCode = totals.faults === 0 ? 0 : 1;

function playsOf(own: ChaosSink): Play[] {
  return rounds
    .filter((round) => (values.short ? round.short : round.short !== 'only') && wanted(round))
    .map((round) => ({
      ...round,
      behaves: () => own.behave({ ...round.sink, seed: scene.random.seedling() }),
    }));
}

function playsOfPostfix(theirs: PostfixSink): Play[] {
  return postfixRounds.filter(wanted).map((round) => ({
    ...round,
    behaves: () => theirs.behave(round.words),
    happens: () => happening(round, theirs, scene),
  }));
}

async function play(round: Play): Promise<void> {
  const began = performance.now();
  await scene.begin(lettersOf(round), async () => {
    await round.prepares?.(scene);
    await round.behaves();
  });
  await round.happens?.(scene);
  const { misdeeds } = await sink.report();
  const late = await scene.rest();
  await round.proves?.(scene);
  const books = await reckon(database, await sink.report(), scene.enrollments, scene.allowance);
  const faults = [
    ...(late ? [late] : []),
    ...scene.faults,
    ...books.faults,
    ...(await ledgerFaults(database, connections)),
  ];
  const states = Object.entries(books.states).map(([state, count]) => `${count} ${state}`);
  const figures = [books.letters, books.arrived, books.repeated, books.allowed, misdeeds].map((n) =>
    String(n).padStart(7),
  );
  say(
    `${round.name.padEnd(46)}${figures.join(' ')} ${((performance.now() - began) / 1_000).toFixed(0).padStart(4)}  ${states.join(', ')}`,
  );
  for (const fault of faults) say(`    FAULT: ${fault}`);
  totals.letters += books.letters;
  totals.arrived += books.arrived;
  totals.repeated += books.repeated;
  totals.allowed += books.allowed;
  totals.faults += faults.length;
}
