import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../src/deliveries/hand-over.store.js';
import { RefusalRun } from '../../src/deliveries/refusal-run.js';

let next = 0;
function said(state: Outcome['state'], code: number | null = null, reply = ''): Outcome {
  const id = String(++next);
  return { subscriberId: id, id, attempts: 1, state, replyCode: code, reply, dueAt: null, deferred: false };
}
const again = new Date('2026-03-02T07:01Z');
const refusal = (reply = '5.7.1 not from you') => said('refused', 550, reply);

describe('a run of refusals', () => {
  it('sends the tenth of a kind and the nine before it back, and trips the breaker', () => {
    const run = new RefusalRun(19);
    for (let count = 1; count < 10; count++) expect(run.add(refusal(), again)).toEqual({ settle: [], tripped: false });
    const tenth = run.add(refusal(), again);
    expect(tenth.tripped).toBe(true);
    expect(tenth.settle).toHaveLength(10);
    expect(new Set(tenth.settle.map((one) => one.state))).toEqual(new Set(['planned']));
    expect(run.size).toBe(0);
  });

  it('lets refusals stand once a letter is accepted between', () => {
    const run = new RefusalRun(19);
    for (let count = 1; count <= 9; count++) run.add(refusal(), again);
    const { settle, tripped } = run.add(said('accepted', 250), again);
    expect(tripped).toBe(false);
    expect(settle.map((one) => one.state)).toEqual([...Array.from({ length: 9 }, () => 'refused'), 'accepted']);
  });

  it('starts anew when the answer is another one', () => {
    const run = new RefusalRun(19);
    for (let count = 1; count <= 9; count++) run.add(refusal('user unknown'), again);
    const { settle } = run.add(refusal('mailbox full'), again);
    expect(settle).toHaveLength(9);
    expect(run.size).toBe(1);
  });

  it('takes answers that differ only in the address they repeat for the same', () => {
    const run = new RefusalRun(19);
    for (let count = 1; count < 10; count++) run.add(refusal(`<reader${count}@example.com> rejected`), again);
    expect(run.add(refusal('<last@example.com> rejected'), again).tripped).toBe(true);
  });

  it('lets a deferral pass without ending the run', () => {
    const run = new RefusalRun(19);
    for (let count = 1; count <= 9; count++) run.add(refusal(), again);
    expect(run.add(said('planned', 451), again).settle).toHaveLength(1);
    expect(run.add(refusal(), again).tripped).toBe(true);
  });

  describe('on few connections', () => {
    it('holds no more than there is room for: the oldest is put off, and the tenth of a kind is known all the same', () => {
      const run = new RefusalRun(3);
      const settled: Outcome[] = [];
      for (let count = 1; count < 10; count++) {
        const { settle, tripped } = run.add(refusal(), again);
        settled.push(...settle);
        expect([tripped, run.size <= 3]).toEqual([false, true]);
      }
      expect(settled.map((one) => [one.state, one.dueAt])).toEqual(Array.from({ length: 6 }, () => ['planned', again]));
      const tenth = run.add(refusal(), again);
      expect(tenth.tripped).toBe(true);
      expect(tenth.settle).toHaveLength(4);
    });

    it.each([0, 1, 3])('lets every refusal stand in the end, with room for %i', (room) => {
      const run = new RefusalRun(room);
      let due = Array.from({ length: 6 }, () => refusal());
      const refused = [];
      for (let pass = 0; due.length > 0 && pass < 10; pass++) {
        const settled = [...due.flatMap((one) => run.add(one, again).settle), ...run.release()];
        refused.push(...settled.filter((one) => one.state === 'refused'));
        due = settled.filter((one) => one.state === 'planned').map((one) => ({ ...one, state: 'refused' as const }));
      }
      expect(refused).toHaveLength(6);
    });
  });
});
