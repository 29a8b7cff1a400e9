import { describe, expect, it } from '@jest/globals';
import { ClockWatch } from '../../src/worker/clock-watch.js';

describe('a step of the wall clock', () => {
  const start = Date.UTC(2026, 2, 2, 7);

  it.each<[string, number, number, number]>([
    ['goes along', 1_000, 1_000, 0],
    ['waited for a long beat', 600_000, 600_000, 0],
    ['is slewed a little', 1_900, 1_000, 0],
    ['is put forward an hour', 3_601_000, 1_000, 3_600_000],
    ['is put back an hour', -3_599_000, 1_000, -3_600_000],
    ['is that of a machine that slept three days', 3 * 86_400_000, 1_000, 3 * 86_400_000 - 1_000],
    ['is put forward five seconds', 6_000, 1_000, 5_000],
  ])('is told when the clock %s', (_, wall, elapsed, jumped) => {
    const watch = new ClockWatch();
    expect(watch.look(new Date(start), 50)).toBe(0);
    expect(watch.look(new Date(start + wall), 50 + elapsed)).toBe(jumped);
    expect(watch.look(new Date(start + wall + 1_000), 1_050 + elapsed)).toBe(0);
  });
});
