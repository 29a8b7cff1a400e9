import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchDatabase } from './bench-database.js';
import { type LetterCosts, letterCosts } from './letter-costs.js';
import { type Planning, planning } from './planning.js';
import { limitBy } from './raw-limit.js';
import { engine, type Field, handWritten, limit, type Run } from './sending.js';
import { SinkProcess } from './sink-process.js';

const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    walks: { type: 'string', default: '10000,100000,1000000' },
    crowd: { type: 'string', default: '200000' },
    // Letters a worker has under way: on a server that pipelines, two for each of its connections.
    connections: { type: 'string', default: '80' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});
const letters = Number(values.letters);
const only = new Set(values.only?.split(',') ?? ['one', 'two', 'hand', 'signed', 'limit', 'plan', 'costs', 'crowd']);
const say = (line: string) => process.stdout.write(`${line}\n`);

const files = await mkdtemp(join(tmpdir(), 'coursepost-bench-files-'));
const database = await BenchDatabase.open();
const sink = await SinkProcess.start();
try {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = join(files, 'dkim.pem');
  await writeFile(pem, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const eml = join(files, 'letter.eml');
  const field: Field = {
    database,
    sink,
    settings: { SEND_CONNECTIONS: values.connections },
    execArgv: values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
  };
  const signing: Field = {
    ...field,
    settings: { ...field.settings, DKIM_KEYS: `bench=${pem}`, DKIM_DOMAIN: 'coursepost.test' },
  };
  const byHand = Math.min(letters, 1_500);

  const runs = new Map<string, Run[]>();
  const did = async (name: string, run: Promise<Run>) => {
    const one = await run;
    runs.set(name, [...(runs.get(name) ?? []), one]);
    say(`${name}: ${Math.round(one.perSecond)}/s${inWords(one)}`);
  };
  const middle = (name: string) => median((runs.get(name) ?? []).map((run) => run.perSecond));

  if (['one', 'two', 'hand', 'signed', 'limit', 'costs'].some((name) => only.has(name))) {
    say(`Seeding ${letters} readers whose third lesson is due …`);
    await database.seed('morning', letters, { plan: true });
  }
  for (let round = 1; round <= Number(values.rounds); round++) {
    say(`Round ${round}`);
    if (only.has('one')) await did('one worker', engine(field, 'morning', 1));
    const { kept } = await sink.kept();
    if (kept[0]) await writeFile(eml, kept[0].replaceAll('\r\n', '\n'));
    if (only.has('hand')) await did('by hand', handWritten(field, 'morning', byHand));
    if (only.has('two')) await did('two workers', engine(field, 'morning', 2));
    if (only.has('signed')) {
      await did('one worker, signed', engine(signing, 'morning', 1, { signedBy: { bench: publicKey } }));
      await did('by hand, signed', handWritten(field, 'morning', byHand, pem));
    }
    if (only.has('limit')) await did('limit', limit(field, eml, letters));
  }

  let costs: LetterCosts | null = null;
  if (only.has('costs')) {
    costs = await letterCosts(database, 'morning');
    for (const [name, ms] of Object.entries(costs)) say(`${name}: ${(ms as number).toFixed(4)}`);
  }

  if (only.has('crowd')) {
    say(`Seeding ${values.crowd} readers whose third lesson is due …`);
    await database.seed('crowd', Number(values.crowd), { plan: true });
    await did('a crowd', engine(field, 'crowd', 1, { upTo: Math.min(50_000, Number(values.crowd)) }));
  }

  const plans: Planning[] = [];
  if (only.has('plan')) {
    for (const walks of values.walks.split(',').map(Number)) {
      const measured = await planning(database, walks);
      plans.push(measured);
      say(
        `planning 1000 due among ${walks}: ${Math.round(measured.planMs)} ms; idle beat ${measured.idleTickMs.toFixed(1)} ms`,
      );
    }
  }

  const peak = (name: string) => Math.round(Math.max(0, ...(runs.get(name) ?? []).map((run) => run.peakRssMb ?? 0)));
  say(
    JSON.stringify({
      bench: 'send',
      letters,
      perSecond: Math.round(middle('one worker')),
      twoWorkersPerSecond: Math.round(middle('two workers')),
      handWrittenPerSecond: Math.round(middle('by hand')),
      limitPerSecond: Math.round(middle('limit')),
      ratioToHandWritten: ratio(middle('one worker'), middle('by hand')),
      ratioToLimit: ratio(middle('one worker'), middle('limit')),
      limitBy,
      signedRatioToHandWritten: ratio(middle('one worker, signed'), middle('by hand, signed')),
      renderToFill: costs && ratio(costs.renderMs, costs.fillMs),
      planGrowth10kTo1M: ratio(plans.at(-1)?.planMs ?? 0, plans[0]?.planMs ?? 0),
      idleTickMs1M: Math.round((plans.at(-1)?.idleTickMs ?? 0) * 1_000) / 1_000,
      peakRssMb: peak('one worker'),
      crowdPeakRssMb: peak('a crowd'),
    }),
  );
} finally {
  sink.stop();
  await database.close();
  await rm(files, { recursive: true, force: true });
}

function inWords({ peakRssMb, workerMs, postgresMs }: Run): string {
  const memory = peakRssMb ? `, ${Math.round(peakRssMb)} MB` : '';
  if (!workerMs || !postgresMs) return memory;
  return `${memory}; processor time a letter: workers ${workerMs.toFixed(3)} ms, PostgreSQL ${postgresMs.toFixed(3)} ms`;
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
}

/** To three places; null where one of them was not measured. */
function ratio(a: number, b: number): number | null {
  return a && b ? Math.round((a / b) * 1_000) / 1_000 : null;
}
