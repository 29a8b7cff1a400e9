import { describe, expect, it } from '@jest/globals';
import { type InHand, outcomeOf } from '../../src/deliveries/outcome-of.js';
import { type HandOver, judge } from '../../src/mail/reply-verdict.js';

const now = new Date('2026-03-02T07:00:00Z');
const row: InHand = {
  subscriberId: '1',
  id: '2',
  attempts: 1,
  deferrals: 0,
  failedSlots: 0,
  leaveBy: new Date('2026-03-02T13:00:00Z'),
  enrollmentId: '3',
};

function after(stage: HandOver['stage'], code: number | null, change: Partial<InHand> = {}) {
  const handOver: HandOver = {
    stage,
    code,
    enhanced: null,
    text: 'what it said',
    cause: code === null ? 'cut' : 'answer',
  };
  return outcomeOf({ ...row, ...change }, { ...handOver, ...judge(handOver) }, now);
}

describe('what becomes of a letter after the mail server spoke', () => {
  it.each<[string, HandOver['stage'], number | null, string]>([
    ['a 250 after the dot accepts it', 'after-dot', 250, 'accepted'],
    ['a 550 at RCPT refuses it', 'rcpt', 550, 'refused'],
    ['a 554 after the dot refuses it', 'after-dot', 554, 'refused'],
    ['a cut after the dot leaves it in doubt', 'after-dot', null, 'in_doubt'],
    ['a cut before the dot sends it back', 'data', null, 'planned'],
    ['a 554 greeting sends it back', 'greeting', 554, 'planned'],
    ['a failed log-in sends it back', 'auth', 535, 'planned'],
    ['a 550 at MAIL FROM sends it back', 'mail-from', 550, 'planned'],
  ])('%s', (_title, stage, code, state) => {
    expect(after(stage, code).state).toBe(state);
  });

  it.each([
    [0, 5],
    [1, 10],
    [2, 20],
    [3, 40],
  ])('backs off from a 4xx: after %i deferrals it tries again in %i minutes', (deferrals, minutes) => {
    const outcome = after('rcpt', 451, { deferrals });
    expect(outcome).toMatchObject({ state: 'planned', deferred: true });
    expect(outcome.dueAt?.getTime()).toBe(now.getTime() + minutes * 60_000);
  });

  it('counts no deferral when the trouble was the relay’s', () => {
    for (const outcome of [after('data', null), after('greeting', 421), after('mail-from', 451), after('rcpt', 421)]) {
      expect(outcome).toMatchObject({ state: 'planned', deferred: false });
    }
  });

  it('lets a letter on which the connection ended wait a minute, inside its window, so that another is tried first', () => {
    expect(after('data', null).dueAt).toEqual(new Date(now.getTime() + 60_000));
    expect(after('greeting', 554).dueAt).toBeNull();
    const closing = new Date(now.getTime() + 1_000);
    expect(after('rcpt', 421, { leaveBy: closing }).dueAt).toEqual(new Date(closing.getTime() - 1));
  });

  it('refuses on a 4xx only when the window of the third failed slot closes', () => {
    const closing = { leaveBy: new Date(now.getTime() + 60_000) };
    expect(after('rcpt', 451, { ...closing, failedSlots: 1 }).state).toBe('planned');
    expect(after('rcpt', 451, { ...closing, failedSlots: 2 }).state).toBe('refused');
    expect(after('rcpt', 451, { failedSlots: 2 }).state).toBe('planned');
  });

  it('refuses a confirmation whose 48 hours end on a 4xx: it has no next slot', () => {
    expect(after('rcpt', 451, { enrollmentId: null, leaveBy: new Date(now.getTime() + 60_000) }).state).toBe('refused');
  });
});
