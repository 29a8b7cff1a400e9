import { counted, run, type Judge } from './judge.js';

const most = 4;
/** These judge the sending machine and its DNS, which no letter can change. */
const aboutTheServer = /^(HFILTER|RDNS|AUTH|R_SPF|R_DKIM|DKIM|DMARC|ARC|MX)_/;

/** rspamd as it runs on this machine (RSPAMD=HOST:PORT, else localhost:11333): by its defaults, 4 and over is greylisted. */
export const rspamdJudge: Judge = async (files, home) => {
  const judge = 'rspamd';
  const host = process.env.RSPAMD ?? 'localhost:11333';
  const version = await run('rspamd', ['--version'], home);
  if (!version) return { judge, skipped: 'not installed (Debian: apt-get install rspamd)' };
  const scores = new Map<string, string>();
  const remarks: string[] = [];
  const objections: string[] = [];
  for (const { name, eml } of files) {
    const { out = '' } = (await run('rspamc', ['-h', host, 'symbols', eml], home)) ?? {};
    if (!/^Score: /m.test(out))
      return { judge, skipped: `installed, but it does not answer at ${host}: start it, or say RSPAMD=HOST:PORT` };
    const symbols = [...out.matchAll(/^Symbol: (\w+) \((-?[\d.]+)\)/gm)]
      .map(([, rule = '', points]) => ({ rule, points: Number(points) }))
      .filter(({ rule, points }) => points !== 0 && !aboutTheServer.test(rule));
    const score = symbols.reduce((sum, { points }) => sum + points, 0);
    const rules = symbols.map(({ rule, points }) => `${rule} ${points}`);
    scores.set(name, score.toFixed(2));
    remarks.push(...rules);
    if (score >= most) objections.push(`${name}: ${score.toFixed(2)}, for ${rules.join(', ')}`);
  }
  return {
    judge,
    version: /[\d.]+/.exec(version.out)?.[0] ?? '',
    measure: `points for the letter itself, not for server and DNS; under ${most} is fine`,
    scores,
    remarks: counted(remarks),
    objections,
  };
};
