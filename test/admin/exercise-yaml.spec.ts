import { describe, expect, test } from '@jest/globals';
import { exerciseFaults, newExercise, readFields, writeCues, writeField } from '../../admin/lesson/exercise-yaml.js';

const clam = `# ours
name: Clam
picture: pictures/clam.png
alt: "Lying: then open."
dose: 2 × 12 # each side
cues:
  - Lie on your side.
  - "Squeeze: then open."
mistake: Rolling back.
`;

describe('an exercise as a form', () => {
  test('is read whole', () => {
    expect(readFields(clam)).toEqual({
      name: 'Clam',
      picture: 'pictures/clam.png',
      alt: 'Lying: then open.',
      dose: '2 × 12',
      cues: ['Lie on your side.', 'Squeeze: then open.'],
      mistake: 'Rolling back.',
    });
  });

  test.each([
    ['is no YAML', 'name: "a'],
    ['has a key the form does not know', `${clam}reps: 3\n`],
    ['has a cue that is more than words', 'name: a\ncues:\n  - lie: down\n'],
    ['refers to itself', 'name: &a x\ndose: *a\n'],
    ['is a list', '- a\n'],
  ])('stays a source where it %s', (_, yaml) => expect(readFields(yaml)).toBeNull());

  test('begins empty, and says what is missing', () => {
    expect(readFields('')).toMatchObject({ name: '', cues: [] });
    expect(readFields(newExercise)).toMatchObject({ name: '', dose: '', cues: [''] });
    expect(exerciseFaults(newExercise)).toEqual({
      name: 'must not be empty',
      dose: 'must not be empty',
      'cues 1': 'must not be empty',
    });
  });

  test('changes one line when one field is changed', () => {
    const changed = writeField(clam, 'dose', '3 × 8').split('\n');
    expect(changed.filter((line, place) => line !== clam.split('\n')[place])).toEqual(['dose: 3 × 8 # each side']);
  });

  test('takes a line away when a field that may be absent is emptied, and puts it back', () => {
    const without = writeField(clam, 'mistake', '');
    expect(without).toBe(clam.replace('mistake: Rolling back.\n', ''));
    expect(writeField(without, 'mistake', 'Rolling back.')).toBe(clam);
  });

  test('keeps the cues that stay as they were written', () => {
    const moved = writeCues(clam, ['Squeeze: then open.', 'New one.', 'Lie on your side.']);
    expect(moved).toContain('cues:\n  - "Squeeze: then open."\n  - New one.\n  - Lie on your side.\n');
    expect(readFields(writeCues('name: a\n', ['one', 'two: 2']))?.cues).toEqual(['one', 'two: 2']);
  });

  test('does not stumble over what people type', () => {
    for (const words of ['- a', '"', "it's: fine", '#1', '{{ first_name | you }}', 'yes', '2', '@home', 'a\\b', ' ']) {
      expect(readFields(writeField(clam, 'name', words))?.name).toBe(words);
      expect(readFields(writeCues(clam, [words]))?.cues).toEqual([words]);
    }
  });

  test('names the field a fault belongs to', () => {
    expect(exerciseFaults(writeField(clam, 'alt', ''))).toEqual({ alt: 'is missing: say what the picture shows' });
    expect(exerciseFaults(writeCues(clam, ['fine', '']))).toEqual({ 'cues 2': 'must not be empty' });
    expect(exerciseFaults(clam)).toEqual({});
  });
});
