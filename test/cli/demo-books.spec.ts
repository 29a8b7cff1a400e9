import { describe, expect, it } from '@jest/globals';
import { parseDay } from '../../src/cli/demo/demo-config.js';
import { Progress } from '../../src/cli/demo/progress.js';
import { type Ending, exitCodeOf, summary } from '../../src/cli/demo/summary.js';
import { type Books, deliveryIdIn, tallyUp } from '../../src/cli/demo/tally.js';
import { messageId } from '../../src/mail/message-id.js';

const began = new Date('2026-03-02T00:00:00Z');
const idOf = (id: string) => messageId(id, 'coursepost.test', Buffer.alloc(32));
const lesson = (id: string, position: number, more: Partial<Books['letters'][number]> = {}) => ({
  id,
  enrollmentId: '1',
  kind: 'lesson',
  state: 'accepted',
  position,
  repeat: false,
  handedOverAt: new Date(began.getTime() + position * 86_400_000),
  ...more,
});

/** One person, two lessons: the first had before the demo, the second and the completion letter sent in it. */
const books = (change: Partial<Books> = {}): Books => ({
  lessons: 2,
  walks: [{ enrollmentId: '1', email: 'ada@example.com', state: 'finished' }],
  letters: [
    lesson('10', 1, { handedOverAt: new Date(began.getTime() - 1) }),
    lesson('11', 2),
    { ...lesson('12', 3), kind: 'completion', position: null },
  ],
  accepted: ['11', '12'].map((id) => ({ messageId: idOf(id), to: 'ada@example.com' })),
  began,
  stranded: 0,
  ...change,
});
const ending: Ending = {
  outcome: 'everybody-finished',
  days: 16,
  elapsedMs: 80_400,
  lessons: 2,
  others: { walks: 0, underWay: 0 },
};

describe('the books of the demo', () => {
  it('balance when every lesson was had once, before or in the demo', () => {
    const tally = tallyUp(books());
    expect(tally).toMatchObject({ finished: 1, hadBefore: 1, duplicates: 0, lost: 0, outOfOrder: 0, underWay: [] });
    expect(Object.fromEntries(tally.byKind)).toEqual({ lesson: 1, completion: 1 });
    expect(exitCodeOf(tally, ending)).toBe(0);
  });

  const wrong: Array<[string, Partial<Books>, Partial<ReturnType<typeof tallyUp>>]> = [
    [
      'a Message-ID that the mail server took twice',
      { accepted: [...books().accepted, books().accepted[0]!] },
      { duplicates: 1 },
    ],
    [
      'a lesson that came in two letters',
      {
        letters: [...books().letters, lesson('13', 2)],
        accepted: [...books().accepted, { messageId: idOf('13'), to: '' }],
      },
      { duplicates: 1 },
    ],
    ['a lesson missing from a finished walk', { letters: books().letters.slice(1) }, { lost: 1 }],
    [
      'a letter the ledger believes in and no mail server took',
      { accepted: books().accepted.slice(0, 1) },
      { lost: 1 },
    ],
    ['a walk that nothing would write to again', { stranded: 1 }, { lost: 1 }],
    [
      'a later lesson before an earlier one',
      {
        letters: [lesson('10', 2), lesson('11', 1)],
        accepted: ['10', '11'].map((id) => ({ messageId: idOf(id), to: '' })),
      },
      { outOfOrder: 1 },
    ],
  ];
  it.each(wrong)('show %s, and the exit code is 1', (_what, change, shown) => {
    const tally = tallyUp(books(change));
    expect(tally).toMatchObject({ duplicates: 0, lost: 0, outOfOrder: 0, ...shown });
    expect(exitCodeOf(tally, ending)).toBe(1);
  });

  it('do not count a letter that its reader asked for again', () => {
    const again = lesson('13', 2, { repeat: true });
    const accepted = [...books().accepted, { messageId: idOf('13'), to: '' }];
    expect(tallyUp(books({ letters: [...books().letters, again], accepted }))).toMatchObject({
      duplicates: 0,
      lost: 0,
    });
  });

  it('know a ledger row by its Message-ID', () => {
    for (const id of ['1', '35', '36', '9223372036854775807']) expect(deliveryIdIn(idOf(id))).toBe(id);
    expect(deliveryIdIn('<somebody@else>')).toBe('');
  });
});

describe('what the demo says', () => {
  it('sums up in a few lines', () => {
    expect(summary(tallyUp(books()), { ...ending, others: { walks: 1, underWay: 1 } })).toContain(
      [
        'The demo is over: 16 days in 1 min 20 s.',
        '',
        '  People      1 finished, 2 lessons each, in order',
        '  Letters     1 lesson, 1 completion letter',
        '              (1 more was had before the demo began)',
        '  Duplicates  0',
        '  Lost        0',
        '',
        '1 more person signed up while it ran, not counted among them: still under way.',
      ].join('\n'),
    );
  });

  it('names who is left when it ends at its ceiling, and exits with 1', () => {
    const tally = tallyUp(books({ walks: [{ enrollmentId: '1', email: 'ada@example.com', state: 'active' }] }));
    const words = summary(tally, { ...ending, outcome: 'ceiling' });
    expect(words).toMatch(/not everybody has finished[^]*1 still under way[^]*Still under way: ada@example.com/);
    expect(exitCodeOf(tally, { ...ending, outcome: 'ceiling' })).toBe(1);
    expect(exitCodeOf(tally, { ...ending, outcome: 'stopped' })).toBe(0);
  });

  it('rewrites one line on a terminal, and writes a line a day elsewhere', () => {
    const lines = (isTTY: boolean) => {
      let written = '';
      const progress = new Progress({ isTTY, write: (text: string) => ((written += text), true) }, 6);
      const standing = { letters: 1, finished: 0, underWay: 6 };
      progress.show(1, began, standing);
      progress.show(1, began, standing);
      progress.show(2, began, { ...standing, letters: 2 });
      progress.say('Robin is here.');
      return written;
    };
    const [one, two] = ['Day  1 · Mon 2 Mar, 00:00 UTC · 1 letter', 'Day  2 · Mon 2 Mar, 00:00 UTC · 2 letters'];
    expect(lines(false)).toBe(`${one} · 0 of 6 finished\n${two} · 0 of 6 finished\nRobin is here.\n`);
    expect(lines(true)).toMatch(/^(\r\x1b\[2KDay[^\n]*)+\r\x1b\[2KRobin is here\.\n$/);
  });

  it.each([
    ['15s', 15_000],
    ['15', 15_000],
    ['1.5s', 1_500],
    ['2m', 120_000],
    ['24h', 86_400_000],
    ['1000ms', 1_000],
    ['0.5s', null],
    ['25h', null],
    ['-5s', null],
    ['soon', null],
    ['', null],
  ])('reads a day of %s', (text, ms) => expect(parseDay(text)).toBe(ms));
});
