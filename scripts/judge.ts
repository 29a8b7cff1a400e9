/**
 * Judges every letter with what is installed on this machine: `npm run judge`.
 * vnu (Java; `npm i --no-save vnu-jar`, or a `vnu` on the path), SpamAssassin and rspamd (Debian packages of those names;
 * rspamd must be running). Nothing goes over the network. Prints a table and what was skipped; exit code 1 when a judge
 * objects.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { judgedLetters } from './judged-letters.js';
import { rspamdJudge } from './judges/rspamd.js';
import { spamAssassinJudge } from './judges/spam-assassin.js';
import { vnuJudge } from './judges/vnu.js';
import type { Judge, JudgedFile } from './judges/judge.js';

const now = new Date().toUTCString().replace('GMT', '+0000');
const folder = mkdtempSync(join(tmpdir(), 'judged-'));
try {
  const files: JudgedFile[] = [];
  for (const [name, message] of await judgedLetters()) {
    const { html } = await simpleParser(message);
    const [eml, page] = [join(folder, `${name}.eml`), join(folder, `${name}.html`)];
    // As if it left now: old dates are judged, too.
    writeFileSync(eml, message.toString('latin1').replace(/^Date: .*$/m, `Date: ${now}`), 'latin1');
    writeFileSync(page, html || '');
    files.push({ name, eml, html: page, bytes: message.length, htmlBytes: Buffer.byteLength(html || '') });
  }
  files.sort((a, b) => a.name.localeCompare(b.name));
  const home = join(folder, 'home');
  mkdirSync(home);
  process.exitCode = await show(files, [vnuJudge, spamAssassinJudge, rspamdJudge], home);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function show(files: readonly JudgedFile[], judges: readonly Judge[], home: string): Promise<number> {
  const verdicts = [];
  for (const judge of judges) verdicts.push(await judge(files, home));
  const widest = Math.max(...files.map(({ name }) => name.length));
  const row = (...cells: string[]) =>
    console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(widest) : cell.padStart(14))).join(' '));
  row('letter', 'mail', 'HTML', ...verdicts.map(({ judge }) => judge));
  for (const file of files) {
    const cells = verdicts.map((verdict) => ('skipped' in verdict ? '-' : (verdict.scores.get(file.name) ?? '?')));
    row(file.name, kilobytes(file.bytes), kilobytes(file.htmlBytes), ...cells);
  }
  console.log('');
  let objections = 0;
  for (const verdict of verdicts) {
    if ('skipped' in verdict) {
      console.log(`${verdict.judge}: SKIPPED, ${verdict.skipped}`);
      continue;
    }
    console.log(`${verdict.judge} ${verdict.version}: ${verdict.measure}`);
    for (const remark of verdict.remarks) console.log(`  ${remark}`);
    for (const objection of verdict.objections) console.log(`  OBJECTS: ${objection}`);
    objections += verdict.objections.length;
  }
  if (verdicts.every((verdict) => 'skipped' in verdict)) console.log('\nNo judge was here.');
  else console.log(objections === 0 ? '\nNobody objects.' : `\n${objections} objections.`);
  return objections === 0 ? 0 : 1;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
