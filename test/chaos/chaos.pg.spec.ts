import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const program = fileURLToPath(new URL('../../dist/bench/chaos/chaos.js', import.meta.url));

/** `npm run chaos` in its short form: workers of the build, as processes, on a PostgreSQL of their own that is killed too. */
async function chaos(...words: string[]): Promise<{ code: number; said: string }> {
  const environment = { ...process.env, DATABASE_URL: '' };
  const child = spawn(process.execPath, [program, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

describe('whatever is killed, cut or refused in mid-batch', () => {
  it('every letter is sent, and none twice but for a reason', async () => {
    const { code, said } = await chaos('--short', '--letters', '1000');
    // The whole table, with its seed, is what a failure is understood by.
    if (code !== 0) throw new Error(said);
    const last = JSON.parse(said.trim().split('\n').at(-1) ?? '{}') as Record<string, number>;
    expect(last).toMatchObject({ rounds: 7, kills: 2, faults: 0 });
    expect(last['repeated']).toBeLessThanOrEqual(last['allowed'] ?? 0);
  }, 900_000);
});
