import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ApiProblem } from '../../admin/api/problem.js';
import type { KeptWords } from '../../admin/lesson/kept-words.js';
import type { Field, Words } from '../../admin/lesson/merge-words.js';
import { type Standing, WordsDesk } from '../../admin/lesson/words-desk.js';

const first: Words = { subject: 'Clam', preheader: '', minutes: 5, waitDays: 1, body: 'Lie down.' };

/** A draft that answers as the server does. */
class Draft {
  version = 3;
  words = first;
  answer: 'saves' | 'away' | 'refuses-empty-subject' = 'saves';
  readonly saves: Array<{ version: number; fields: readonly Field[] }> = [];
  kept: KeptWords | null = null;

  readonly tools = {
    send: (version: number, words: Words, fields: readonly Field[]): Promise<Standing> => {
      this.saves.push({ version, fields });
      if (this.answer === 'away') return Promise.reject(new ApiProblem(0, 'away'));
      if (this.answer === 'refuses-empty-subject' && fields.includes('subject') && words.subject === '')
        return Promise.reject(new ApiProblem(422, 'look', { 'lesson.subject': 'expected a subject' }));
      if (version !== this.version)
        return Promise.reject(new ApiProblem(409, 'changed', {}, { yours: null, theirs: this.standing }));
      this.colleagueWrites(Object.fromEntries(fields.map((field) => [field, words[field]])));
      return Promise.resolve(this.standing);
    },
    standingIn: (problem: ApiProblem) => problem.versions?.theirs as Standing,
    keep: (words: KeptWords | null) => {
      this.kept = words;
    },
  };

  get standing(): Standing {
    return { version: this.version, words: this.words };
  }

  colleagueWrites(some: Partial<Words>): void {
    this.words = { ...this.words, ...some };
    this.version += 1;
  }
}

describe('The desk of a letter', () => {
  let draft: Draft;
  beforeEach(() => {
    jest.useFakeTimers();
    draft = new Draft();
  });
  afterEach(() => void jest.useRealTimers());

  test('saves a moment after the last key, only what was changed, and once', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    desk.write({ body: 'Lie' });
    desk.write({ body: 'Lie on your side.' });
    expect(draft.kept?.typed.body).toBe('Lie on your side.');
    await jest.advanceTimersByTimeAsync(1000);
    expect(draft.saves).toEqual([{ version: 3, fields: ['body'] }]);
    expect([desk.now().saving, draft.words.body, draft.kept]).toEqual(['saved', 'Lie on your side.', null]);
  });

  test('keeps words typed while a save is under way', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    desk.write({ body: 'One' });
    const saving = desk.flush();
    desk.write({ body: 'One, two' });
    await saving;
    await jest.advanceTimersByTimeAsync(1000);
    expect([draft.words.body, desk.now().words.body, desk.now().epoch]).toEqual(['One, two', 'One, two', 0]);
  });

  test('waits while the server is away, and goes on by itself', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    draft.answer = 'away';
    desk.write({ subject: 'The clam' });
    await jest.advanceTimersByTimeAsync(1000);
    expect([desk.now().saving, draft.kept?.typed.subject]).toEqual(['waiting', 'The clam']);
    draft.answer = 'saves';
    await jest.advanceTimersByTimeAsync(5000);
    expect([desk.now().saving, draft.words.subject]).toEqual(['saved', 'The clam']);
  });

  test('puts a refusal beside its field and saves the others', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    draft.answer = 'refuses-empty-subject';
    desk.write({ subject: '', body: 'New words.' });
    expect(await desk.flush()).toBe(false);
    expect(desk.now()).toMatchObject({ saving: 'refused', faults: { subject: 'expected a subject' } });
    expect([draft.words.body, draft.words.subject]).toEqual(['New words.', 'Clam']);
    expect(draft.kept?.typed.subject).toBe('');
    desk.write({ subject: 'The clam' });
    expect(desk.now().faults).toEqual({});
    expect(await desk.flush()).toBe(true);
    expect(draft.words.subject).toBe('The clam');
  });

  test('saves onto a draft that a colleague changed elsewhere, without asking', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    draft.colleagueWrites({ preheader: 'From a colleague.' });
    desk.write({ body: 'Mine.' });
    expect(await desk.flush()).toBe(true);
    expect(draft.words).toMatchObject({ body: 'Mine.', preheader: 'From a colleague.' });
    expect(desk.now().words.preheader).toBe('From a colleague.');
  });

  test('overwrites nobody: what both changed is asked, and nothing is saved until it is answered', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    draft.colleagueWrites({ body: 'Theirs.' });
    desk.write({ body: 'Mine.' });
    expect(await desk.flush()).toBe(false);
    expect(desk.now()).toMatchObject({ saving: 'clash', clash: { fields: ['body'], theirs: { body: 'Theirs.' } } });
    expect([draft.words.body, desk.now().words.body]).toEqual(['Theirs.', 'Mine.']);
    expect(await desk.settle('yours')).toBe(true);
    expect(draft.words.body).toBe('Mine.');
  });

  test('takes a colleague’s words when asked to, and begins the editor anew', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    draft.colleagueWrites({ body: 'Theirs.' });
    desk.write({ body: 'Mine.', subject: 'Mine too' });
    await desk.flush();
    expect(await desk.settle('theirs')).toBe(true);
    expect(desk.now()).toMatchObject({ words: { body: 'Theirs.', subject: 'Mine too' }, epoch: 1 });
    expect(draft.words).toMatchObject({ body: 'Theirs.', subject: 'Mine too' });
  });

  test('shows what a colleague saved while nothing was typed here', () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    draft.colleagueWrites({ body: 'Theirs.' });
    desk.meet(draft.standing);
    expect(desk.now()).toMatchObject({ words: { body: 'Theirs.' }, epoch: 1, saving: 'saved' });
  });

  test('brings back words of an earlier visit, and saves them', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools, { base: first, typed: { ...first, body: 'Kept.' } });
    expect([desk.isOpen, desk.now().saving]).toEqual([true, 'typing']);
    await jest.advanceTimersByTimeAsync(1000);
    expect([draft.words.body, desk.now().saving]).toEqual(['Kept.', 'saved']);
  });

  test('leaves a space at the end of a line alone while one types on', async () => {
    const desk = new WordsDesk(draft.standing, draft.tools);
    desk.write({ subject: 'Clam ' });
    await jest.advanceTimersByTimeAsync(1000);
    expect([draft.saves.length, desk.now().words.subject, desk.now().saving]).toEqual([0, 'Clam ', 'saved']);
  });
});
