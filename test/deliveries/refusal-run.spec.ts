import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../src/deliveries/delivery.store.js';
import { RefusalRun } from '../../src/deliveries/refusal-run.js';

let next = 0;
function said(state: Outcome['state'], code: number | null = null, reply = ''): Outcome {
  const id = String(++next);
  return { subscriberId: id, id, attempts: 1, state, replyCode: code, reply, dueAt: null, deferred: false };
}
const refusal = (reply = '5.7.1 not from you') => said('refused', 550, reply);

describe('a run of refusals', () => {
  it('sends the tenth of a kind and the nine before it back, and trips the breaker', () => {
    const run = new RefusalRun();
    for (let count = 1; count < 10; count++) expect(run.add(refusal())).toEqual({ settle: [], tripped: false });
    const tenth = run.add(refusal());
    expect(tenth.tripped).toBe(true);
    expect(tenth.settle).toHaveLength(10);
    expect(new Set(tenth.settle.map((one) => one.state))).toEqual(new Set(['planned']));
    expect(run.size).toBe(0);
  });

  it('lets refusals stand once a letter is accepted between', () => {
    const run = new RefusalRun();
    for (let count = 1; count <= 9; count++) run.add(refusal());
    const { settle, tripped } = run.add(said('accepted', 250));
    expect(tripped).toBe(false);
    expect(settle.map((one) => one.state)).toEqual([...Array.from({ length: 9 }, () => 'refused'), 'accepted']);
  });

  it('starts anew when the answer is another one', () => {
    const run = new RefusalRun();
    for (let count = 1; count <= 9; count++) run.add(refusal('user unknown'));
    const { settle } = run.add(refusal('mailbox full'));
    expect(settle).toHaveLength(9);
    expect(run.size).toBe(1);
  });

  it('takes answers that differ only in the address they repeat for the same', () => {
    const run = new RefusalRun();
    for (let count = 1; count < 10; count++) run.add(refusal(`<reader${count}@example.com> rejected`));
    expect(run.add(refusal('<last@example.com> rejected')).tripped).toBe(true);
  });

  it('lets a deferral pass without ending the run', () => {
    const run = new RefusalRun();
    for (let count = 1; count <= 9; count++) run.add(refusal());
    expect(run.add(said('planned', 451)).settle).toHaveLength(1);
    expect(run.add(refusal()).tripped).toBe(true);
  });
});
