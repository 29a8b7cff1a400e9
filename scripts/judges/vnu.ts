import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { counted, run, type Judge } from './judge.js';

interface Message {
  url: string;
  type: 'error' | 'info';
  message: string;
  lastLine?: number;
}

/** Said by a judge of pages about letters: right, and no harm. */
const known: ReadonlyArray<[RegExp, why: string]> = [
  [/^CSS: .mso-/, 'for Outlook on Windows'],
  [/obsolete\. (Use CSS|Consider)/, 'Outlook on Windows lays out by these'],
  [/^Trailing slash on void elements/, 'as React writes'],
];

/** The Nu HTML checker, which is what validator.w3.org runs: any error it has not been forgiven counts. */
export const vnuJudge: Judge = async (files, home) => {
  const judge = 'vnu';
  const jar = process.env.VNU_JAR ?? 'node_modules/vnu-jar/build/dist/vnu.jar';
  const ways: Array<[string, string[]]> = [
    ...(existsSync(jar) ? [['java', ['-jar', jar]] as [string, string[]]] : []),
    ['vnu', []],
  ];
  for (const [program, words] of ways) {
    const version = await run(program, [...words, '--version'], home);
    if (!version || version.code !== 0) continue;
    const asked = ['--stdout', '--format', 'json', '--exit-zero-always', ...files.map(({ html }) => html)];
    const said = await run(program, [...words, ...asked], home);
    const { messages } = JSON.parse(said?.out ?? '{"messages":[]}') as { messages: Message[] };
    const forgiven = (message: string) => known.some(([pattern]) => pattern.test(message));
    const bad = messages.filter(({ type, message }) => type === 'error' && !forgiven(message));
    const nameOf = ({ url }: Message) => basename(url, '.html');
    return {
      judge,
      version: version.out.trim(),
      measure: 'errors; 0 is fine',
      scores: new Map(files.map(({ name }) => [name, String(bad.filter((one) => nameOf(one) === name).length)])),
      remarks: counted(
        messages.flatMap(({ message }) => known.find(([pattern]) => pattern.test(message))?.[1] ?? []),
      ).map((words) => `forgiven: ${words}`),
      objections: bad.map((one) => `${nameOf(one)}, line ${one.lastLine ?? '?'}: ${one.message}`),
    };
  }
  return { judge, skipped: 'no Java with vnu.jar (npm i --no-save vnu-jar) and no vnu on the path' };
};
