import { spawn } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import type { BenchDatabase } from './bench-database.js';
import { verified } from './dkim-verifier.js';
import { processorMs } from './processor-time.js';
import { pourInto } from './raw-limit.js';
import type { SinkProcess } from './sink-process.js';
import { WorkerProcess } from './worker-process.js';

/** One run of one sender: letters a second from the first letter's end to the last one's, as the sink saw them. */
export interface Run {
  perSecond: number;
  letters: number;
  peakRssMb: number | null;
  /** Milliseconds of processor time a letter, from the first tenth of the letters to the last: of the workers, and of their PostgreSQL. */
  workerMs?: number | null;
  postgresMs?: number | null;
}

const patienceMs = 180_000;

/** What all senders of a bench share. */
export interface Field {
  database: BenchDatabase;
  sink: SinkProcess;
  /** Passed to workers, beside the database and the sink. */
  settings: Record<string, string>;
  /** Node's own options for workers: a profiler. */
  execArgv: readonly string[];
}

/** How a run of the engine differs from the plain one. */
export interface EngineRun {
  /** Ends in good order after so many letters, though more are due; absent: all of them. */
  upTo?: number;
  /** Public keys by selector: every captured letter must be signed by each. */
  signedBy?: Readonly<Record<string, KeyObject>>;
}

/** The product's own workers on a morning that is planned; fails when sink and ledger differ, or a letter cannot be read or verified. */
export async function engine(
  field: Field,
  morning: string,
  workers: number,
  { upTo, signedBy = {} }: EngineRun = {},
): Promise<Run> {
  const { database, sink } = field;
  const copy = await database.clone(morning);
  await sink.reset();
  const house = await database.rooms(copy);
  const [due] = await house.db.query<Array<{ planned: number }>>(
    `select count(*)::int as planned from deliveries where state = 'planned'`,
  );
  const settings = { DATABASE_URL: house.url, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ...field.settings };
  const running = Array.from({ length: workers }, () => WorkerProcess.start(settings, field.execArgv));
  const spent = async () => {
    const backends = await house.db.query<Array<{ pid: number }>>(
      'select pid from pg_stat_activity where datname = current_database()',
    );
    return {
      letters: (await sink.report()).letters,
      workers: processorMs(running.map(({ pid }) => pid)),
      postgres: processorMs(backends.map(({ pid }) => pid)),
    };
  };
  const wanted = upTo ?? due?.planned ?? 0;
  await untilTaken(sink, wanted / 10);
  const before = await spent();
  const perSecond = await untilTaken(sink, wanted);
  const after = await spent();
  const perLetter = (from: number | null, to: number | null) =>
    from === null || to === null ? null : (to - from) / (after.letters - before.letters);
  const peakRssMb = Math.max(...running.map((worker) => worker.memory()?.peak ?? 0));
  await Promise.all(running.map((worker) => worker.stop()));
  const [ledger] = await house.db.query<Array<{ accepted: number; planned: number; between: number }>>(
    `select count(*) filter (where state = 'accepted' and attempts > 0 and worker_id is not null)::int as accepted,
            count(*) filter (where state = 'planned')::int as planned,
            count(*) filter (where state in ('claimed', 'sending', 'in_doubt'))::int as between from deliveries`,
  );
  await house.close();
  const { letters, kept } = await sink.kept();
  const adds = ledger?.accepted === letters && ledger.between === 0 && letters + ledger.planned === due?.planned;
  if (!adds || (upTo === undefined && ledger.planned > 0)) {
    throw new Error(`the sink took ${letters}, the ledger says ${JSON.stringify(ledger)}, due were ${due?.planned}`);
  }
  for (const raw of kept) await refuseUnreadable(raw, signedBy);
  await database.drop(copy);
  return {
    perSecond,
    letters,
    peakRssMb: peakRssMb || null,
    workerMs: perLetter(before.workers, after.workers),
    postgresMs: perLetter(before.postgres, after.postgres),
  };
}

/** The loop that most teams write, in a process of its own. */
export async function handWritten(field: Field, morning: string, letters: number, pem?: string): Promise<Run> {
  await field.sink.reset();
  const program = fileURLToPath(new URL('./hand-written.js', import.meta.url));
  const words = [
    program,
    field.database.urlOf(morning),
    String(field.sink.port),
    String(letters),
    ...(pem ? [pem] : []),
  ];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const perSecond = await untilTaken(field.sink, letters);
  const [code] = await ended;
  if (code !== 0) throw new Error(`the hand-written loop ended with ${code}`);
  return { perSecond, letters, peakRssMb: null };
}

/** The same letter as fast as anything can send it. */
export async function limit(field: Field, emlFile: string, letters: number): Promise<Run> {
  await field.sink.reset();
  await pourInto(field.sink.port, emlFile, letters);
  return { perSecond: await untilTaken(field.sink, letters), letters, peakRssMb: null };
}

async function untilTaken(sink: SinkProcess, letters: number): Promise<number> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    const report = await sink.report();
    if (report.letters >= letters) return ((report.letters - 1) / report.ms) * 1_000;
    await pause(100);
  }
  throw new Error(`the sink still waits for its ${letters} letters: ${JSON.stringify(await sink.report())}`);
}

async function refuseUnreadable(raw: string, signedBy: Readonly<Record<string, KeyObject>>): Promise<void> {
  const mail = await simpleParser(raw);
  if (!mail.subject?.startsWith('Day 3 of 14') || !mail.text || !mail.html || !mail.messageId) {
    throw new Error(`a letter cannot be read:\n${raw.slice(0, 2_000)}`);
  }
  const good = verified(raw, signedBy).filter((signature) => signature.good);
  if (good.length !== Object.keys(signedBy).length) {
    throw new Error(`a letter is not signed as it should be:\n${raw.slice(0, 2_000)}`);
  }
}
