import type { Tally } from './tally.js';

/** What stands around the numbers. */
export interface Ending {
  outcome: 'everybody-finished' | 'ceiling' | 'stopped';
  /** Whole simulated days that have passed. */
  days: number;
  /** Real milliseconds. */
  elapsedMs: number;
  lessons: number;
  /** Walks of people who came while the demo ran. */
  others: { walks: number; underWay: number };
}

const kindWords: Readonly<Record<string, readonly [string, string]>> = {
  confirmation: ['confirmation', 'confirmations'],
  'already-in': ['“you are in” letter', '“you are in” letters'],
  lesson: ['lesson', 'lessons'],
  completion: ['completion letter', 'completion letters'],
  notice: ['notice', 'notices'],
};

/** The last words of the demo. Pure. */
export function summary(tally: Tally, ending: Ending): string {
  const { days, elapsedMs, lessons } = ending;
  const time = `${some(days, 'day', 'days')} in ${duration(elapsedMs)}`;
  const opening = {
    'everybody-finished': `The demo is over: ${time}.`,
    ceiling: `The demo ends here: ${time}, and not everybody has finished.`,
    stopped: `The demo was stopped: ${time}.`,
  }[ending.outcome];
  const order = tally.outOfOrder === 0 ? 'in order' : `${tally.outOfOrder} of them out of order`;
  const people = [
    tally.finished > 0 ? `${tally.finished} finished, ${lessons} lessons each, ${order}` : null,
    tally.underWay.length > 0 ? `${tally.underWay.length} still under way` : null,
    tally.left > 0 ? `${tally.left} left the course` : null,
  ].filter((words) => words !== null);
  const lines = [
    `People      ${people.join('; ') || 'none'}`,
    `Letters     ${letters(tally)}`,
    tally.hadBefore > 0
      ? `            (${tally.hadBefore} more ${tally.hadBefore === 1 ? 'was' : 'were'} had before the demo began)`
      : null,
    `Duplicates  ${tally.duplicates}`,
    `Lost        ${tally.lost}`,
  ].filter((line) => line !== null);
  return [
    `\n${opening}\n`,
    ...lines.map((line) => `  ${line}`),
    ...(ending.outcome === 'ceiling' ? [`\nStill under way: ${tally.underWay.join(', ')}`] : []),
    ...(ending.others.walks > 0 ? [`\n${joined(ending.others)}`] : []),
    `\nSite and inbox are closed, and nothing was kept. The real thing: npm start`,
    '',
  ].join('\n');
}

/** 0 only if nothing came twice, nothing was lost, and lessons came in order. */
export function exitCodeOf(tally: Tally, ending: Ending): number {
  const kept = tally.duplicates === 0 && tally.lost === 0 && tally.outOfOrder === 0;
  return kept && ending.outcome !== 'ceiling' ? 0 : 1;
}

/** '16 s', '4 min 5 s'. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

function letters({ byKind }: Tally): string {
  const words = Object.keys(kindWords)
    .concat([...byKind.keys()].filter((kind) => !(kind in kindWords)))
    .flatMap((kind) => {
      const number = byKind.get(kind);
      const [one, more] = kindWords[kind] ?? [kind, kind];
      return number ? [some(number, one, more)] : [];
    });
  return words.join(', ') || 'none';
}

function joined({ walks, underWay }: Ending['others']): string {
  const who = walks === 1 ? '1 more person signed up' : `${walks} more people signed up`;
  const where =
    underWay === 0 ? 'finished or left' : underWay === walks ? 'still under way' : `${underWay} still under way`;
  return `${who} while it ran, not counted among them: ${where}.`;
}

function some(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
