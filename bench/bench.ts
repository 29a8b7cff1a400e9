import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchDatabase } from './bench-database.js';
import { type Planning, planning } from './planning.js';
import { limitBy } from './raw-limit.js';
import { engine, type Field, handWritten, limit, type Run } from './sending.js';
import { SinkProcess } from './sink-process.js';

const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    walks: { type: 'string', default: '10000,1000000' },
    connections: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});
const letters = Number(values.letters);
const only = new Set(values.only?.split(',') ?? ['one', 'two', 'hand', 'limit', 'plan']);
const say = (line: string) => process.stdout.write(`${line}\n`);

const files = await mkdtemp(join(tmpdir(), 'coursepost-bench-files-'));
const database = await BenchDatabase.open();
const sink = await SinkProcess.start();
try {
  say(`Seeding ${letters} readers whose third lesson is due …`);
  await database.seed('morning', letters, { plan: true });
  const field: Field = {
    database,
    sink,
    settings: values.connections ? { SEND_CONNECTIONS: values.connections } : {},
    execArgv: values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
  };
  const eml = join(files, 'letter.eml');
  const runs: Record<string, Run[]> = { one: [], two: [], hand: [], limit: [] };
  for (let round = 1; round <= Number(values.rounds); round++) {
    const did = async (name: string, run: Promise<Run>) => {
      const one = await run;
      runs[name]?.push(one);
      say(
        `round ${round} ${name}: ${Math.round(one.perSecond)}/s${one.peakRssMb ? `, ${Math.round(one.peakRssMb)} MB` : ''}` +
          (one.workerMs && one.postgresMs
            ? `; processor time a letter: worker ${one.workerMs.toFixed(3)} ms, PostgreSQL ${one.postgresMs.toFixed(3)} ms`
            : ''),
      );
    };
    if (only.has('one')) await did('one', engine(field, 'morning', 1));
    const { kept } = await sink.kept();
    if (kept[0]) await writeFile(eml, kept[0].replaceAll('\r\n', '\n'));
    if (only.has('hand')) await did('hand', handWritten(field, 'morning', Math.min(letters, 1_500)));
    if (only.has('two')) await did('two', engine(field, 'morning', 2));
    if (only.has('limit')) await did('limit', limit(field, eml, letters));
  }
  const median = (name: string) => {
    const all = (runs[name] ?? []).map((run) => run.perSecond).sort((a, b) => a - b);
    return all[Math.floor(all.length / 2)] ?? 0;
  };
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
  const rounded = (ratio: number) => Math.round(ratio * 1_000) / 1_000;
  say(
    JSON.stringify({
      bench: 'send',
      letters,
      perSecond: Math.round(median('one')),
      twoWorkersPerSecond: Math.round(median('two')),
      handWrittenPerSecond: Math.round(median('hand')),
      limitPerSecond: Math.round(median('limit')),
      ratioToHandWritten: rounded(median('one') / median('hand')),
      ratioToLimit: rounded(median('one') / median('limit')),
      limitBy,
      planGrowth10kTo1M: rounded((plans.at(-1)?.planMs ?? 0) / (plans[0]?.planMs ?? 1)),
      idleTickMs1M: rounded(plans.at(-1)?.idleTickMs ?? 0),
      peakRssMb: Math.round(Math.max(0, ...(runs['one'] ?? []).map((run) => run.peakRssMb ?? 0))),
    }),
  );
} finally {
  sink.stop();
  await database.close();
  await rm(files, { recursive: true, force: true });
}
