import { describe, expect, it } from '@jest/globals';
import { RelayBreaker } from '../../src/deliveries/relay-breaker.js';

describe('the relay breaker', () => {
  it('lets any number of letters through while the relay works', () => {
    expect(new RelayBreaker().allowance(0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('waits five seconds after trouble, then lets one letter try', () => {
    const breaker = new RelayBreaker();
    breaker.trip(1_000);
    expect(breaker.allowance(5_999)).toBe(0);
    expect(breaker.allowance(6_000)).toBe(1);
  });

  it('waits twice as long after each failed try, five minutes at most', () => {
    const breaker = new RelayBreaker();
    let at = 0;
    const waits: number[] = [];
    for (let round = 0; round < 9; round++) {
      breaker.trip(at);
      let wait = 0;
      while (breaker.allowance(at + wait) === 0) wait += 1_000;
      waits.push(wait / 1_000);
      at += wait;
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('counts the trouble of many letters under way at once as one', () => {
    const breaker = new RelayBreaker();
    for (let letter = 0; letter < 20; letter++) breaker.trip(letter);
    expect(breaker.allowance(4_999)).toBe(0);
    expect(breaker.allowance(5_000)).toBe(1);
  });

  it('trusts the relay again after one answer to a letter', () => {
    const breaker = new RelayBreaker();
    breaker.trip(0);
    breaker.recover();
    expect(breaker.allowance(10_000)).toBe(Number.POSITIVE_INFINITY);
  });
});
