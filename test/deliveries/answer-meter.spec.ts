import { describe, expect, it } from '@jest/globals';
import { AnswerMeter } from '../../src/deliveries/answer-meter.js';

describe('whether letters come too fast', () => {
  /** `times` answers from `from` on, one every `everyMs`, every `nth` of them "not so fast". */
  function hear(meter: AnswerMeter, times: number, everyMs: number, nth: number, from = 0): number {
    for (let n = 1; n <= times; n++) meter.note('a', n % nth === 0 ? 'slower' : 'taken', from + n * everyMs);
    return from + times * everyMs;
  }

  it.each<[string, number, number, number, number | null]>([
    ['nobody says so', 100, 10, Infinity, null],
    ['two of two say so: too few to tell', 2, 10, 1, null],
    ['all three say so: nothing was taken', 3, 100, 1, 0],
    ['one in twenty says so', 400, 10, 20, null],
    ['one in five says so, at 100 a second', 400, 10, 5, 80],
    ['one in five says so, for half a minute', 3_000, 10, 5, 80],
  ])('%s', (_, times, everyMs, nth, perSecond) => {
    const meter = new AnswerMeter();
    const end = hear(meter, times, everyMs, nth);
    const seen = meter.tooFast('a', end);
    if (perSecond === null) expect(seen).toBeNull();
    else expect(Math.abs((seen ?? NaN) - perSecond)).toBeLessThanOrEqual(perSecond * 0.1);
  });

  it('is forgotten after ten seconds, and one provider is not another', () => {
    const meter = new AnswerMeter();
    const end = hear(meter, 100, 10, 1);
    expect(meter.tooFast('a', end)).not.toBeNull();
    expect(meter.tooFast('b', end)).toBeNull();
    expect(meter.tooFast('a', end + 10_001)).toBeNull();
  });
});
