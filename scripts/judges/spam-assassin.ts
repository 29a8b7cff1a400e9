import { counted, run, type Judge } from './judge.js';

const most = 2;

/** SpamAssassin's local rules (no look-ups over the network, nobody's learnt mail): 5 is spam, we want no more than 2. */
export const spamAssassinJudge: Judge = async (files, home) => {
  const judge = 'SpamAssassin';
  const version = await run('spamassassin', ['--version'], home);
  if (!version || version.code !== 0) return { judge, skipped: 'not installed (Debian: apt-get install spamassassin)' };
  const scores = new Map<string, string>();
  const remarks: string[] = [];
  const objections: string[] = [];
  for (const { name, eml } of files) {
    const { out = '' } = (await run('sh', ['-c', 'spamassassin -L -x -t < "$1"', 'sh', eml], home)) ?? {};
    const score = /^X-Spam-Status: .*?score=(-?[\d.]+)/ms.exec(out)?.[1];
    const rules = [...out.matchAll(/^ *(-?\d+\.\d) ([A-Z][A-Z0-9_]+) /gm)].map(
      ([, points, rule]) => `${rule} ${points}`,
    );
    scores.set(name, score ?? '?');
    remarks.push(...rules);
    if (score === undefined) objections.push(`${name}: no score was given`);
    else if (Number(score) > most) objections.push(`${name}: ${score}, for ${rules.join(', ')}`);
  }
  return {
    judge,
    version: /version ([\d.]+)/.exec(version.out)?.[1] ?? '',
    measure: `points, local rules only; up to ${most} is fine, 5 is spam`,
    scores,
    remarks: counted(remarks),
    objections,
  };
};
