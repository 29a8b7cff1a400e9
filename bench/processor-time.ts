import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = () => Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Milliseconds of processor time these processes have used, as Linux counts them; null elsewhere, or when none of them is here. */
export function processorMs(pids: readonly number[]): number | null {
  const ticks = pids.flatMap((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      return [Number(fields[11]) + Number(fields[12])]; // utime and stime
    } catch {
      return []; // ended, or on another machine
    }
  });
  return ticks.length === 0 ? null : (ticks.reduce((sum, one) => sum + one, 0) * 1_000) / ticksPerSecond();
}
