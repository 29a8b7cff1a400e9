import { describe, expect, it } from '@jest/globals';
import { why, type WhyFacts, type WhyRow } from '../../src/people/why.js';

const at = (day: number, hour = 7) => new Date(Date.UTC(2026, 10, day, hour));

const row = (more: Partial<WhyRow>): WhyRow => ({
  state: 'accepted',
  requested: false,
  repeat: false,
  createdAt: at(5, 6),
  slot: at(5),
  settledAt: at(5),
  revision: 3,
  reply: '250 Ok',
  because: null,
  failedSlots: 0,
  deferrals: 0,
  doubts: 0,
  held: false,
  ...more,
});

const facts = (more: Partial<WhyFacts> = {}): WhyFacts => ({
  lesson: { subject: 'Clams', published: true, since: { number: 1, at: at(1) }, removed: null },
  suppression: null,
  signUp: { at: at(2, 5), confirmedAt: at(2, 6) },
  walk: { state: 'active', waiting: false, startedAt: at(2, 6), endedAt: null, nextSlotAt: at(6) },
  rows: [],
  before: [],
  open: null,
  changes: [],
  expectedAt: at(6),
  ...more,
});
const walk = (more: Partial<WhyFacts['walk']>) => ({ walk: { ...facts().walk, ...more } });

describe('why somebody did or did not get a lesson', () => {
  it.each<[string, Partial<WhyFacts>, string, RegExp]>([
    ['it was accepted', { rows: [row({})] }, 'had', /next mail server took it/],
    ['it was refused', { rows: [row({ state: 'refused', reply: '550 no' })] }, 'not-coming', /refused it/],
    ['it is in doubt', { rows: [row({ state: 'in_doubt', doubts: 2, held: true })] }, 'unsure', /may have left/],
    ['a person gave it up', { rows: [row({ state: 'closed', doubts: 2 })] }, 'unsure', /may have left/],
    ['it is planned', { rows: [row({ state: 'planned', settledAt: null })] }, 'coming', /on its way/],
    ['it was withdrawn and is owed again', { rows: [row({ state: 'withdrawn', because: 'paused by the reader' })] }, 'coming', /comes next/],
    ['the author skipped it', { rows: [row({ state: 'skipped', slot: null })] }, 'not-coming', /author decided/],
    ['the author took it out', { lesson: { ...facts().lesson, published: false, removed: { number: 4, at: at(4) } } }, 'not-coming', /not part of the course/],
    ['the course was left', walk({ state: 'left', endedAt: at(4), nextSlotAt: null }), 'not-coming', /was left/],
    ['the course was finished', walk({ state: 'finished', endedAt: at(4), nextSlotAt: null }), 'not-coming', /was finished/],
    ['the address is suppressed', { suppression: { reason: 'hard-bounce', since: at(4) } }, 'not-coming', /came back for good/],
    ['the course is paused', walk({ state: 'paused', nextSlotAt: null }), 'coming', /pause/],
    ['others come first', { before: ['Lunges', 'Squats'] }, 'coming', /others come first/],
    ['another letter is on its way', { open: { subject: 'Lunges', dueAt: at(6) } }, 'coming', /others come first/],
    ['a repeat alone is no lesson had', { rows: [row({ state: 'withdrawn' }), row({ repeat: true })] }, 'coming', /comes next/],
    ['it was withdrawn once and accepted later', { rows: [row({ state: 'withdrawn' }), row({})] }, 'had', /took it/],
  ])('says so where %s', (_, more, kind, words) => {
    const { verdict, decisions } = why(facts(more));
    expect(verdict.kind).toBe(kind);
    expect(verdict.words).toMatch(words);
    expect(decisions.length).toBeGreaterThan(2);
  }); // prettier-ignore

  it('puts what happened in order, and what stands now last', () => {
    const { decisions } = why(
      facts({
        rows: [row({ state: 'withdrawn', createdAt: at(4, 6), settledAt: at(4, 6), because: 'paused by the reader' })],
        changes: [{ at: at(3), words: 'Paused by the reader.' }],
        before: ['Lunges'],
        suppression: { reason: 'manual', since: at(5) },
      }),
    );
    const times = decisions.flatMap((one) => (one.at ? [one.at.getTime()] : []));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(decisions.slice(-2).map(({ at: when }) => when)).toEqual([null, null]);
    expect(decisions.at(-1)?.words).toBe('One lesson comes before it: “Lunges”.');
  });

  it('repeats the mail server’s own words, and counts its “not now”', () => {
    const refused = row({ state: 'refused', reply: '550 5.1.1 unknown', deferrals: 2, failedSlots: 1 });
    const words = why(facts({ rows: [refused] })).decisions.map((one) => one.words);
    expect(words).toContainEqual(expect.stringContaining('“not now” 3 times, so it moved to a later slot'));
    expect(words).toContainEqual('Refused by the mail server, in its words: “550 5.1.1 unknown”.');
  });
});
