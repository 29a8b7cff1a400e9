import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { editSettingsText } from '../../src/courses/settings-file.js';

const source = `# The course
slug: strong # its address
name: "Strong"

hour: '07:00'    # early
weekdays: [ mon,tue ]   # two days
skip_dates: []
reply_to:
page:
  # what people see first
  headline: "Up"   # short
  lead: >-
    Folded
    words.
  promises:
    - "One"

# the end
tracking: false
`;

const lines = (text: string) => text.split('\n');
const changedLines = (before: string, after: string) => {
  const kept = new Set(lines(before));
  return lines(after).filter((line) => !kept.has(line));
};

describe('course.yaml', () => {
  it('is changed in the lines of the setting alone: comments, quotes and blanks stay', () => {
    expect(editSettingsText(source, { hour: '06:30' })).toBe(source.replace("'07:00'", "'06:30'"));
    expect(editSettingsText(source, { name: 'Stronger: a "course"' })).toBe(
      source.replace('"Strong"', '"Stronger: a \\"course\\""'),
    );
    expect(editSettingsText(source, { weekdays: ['mon'] })).toBe(source.replace('[ mon,tue ]', '[mon]'));
    expect(editSettingsText(source, { reply_to: 'a@example.com' })).toBe(
      source.replace('reply_to:', 'reply_to: a@example.com'),
    );
  });

  it('keeps what stands beside a changed word of the page', () => {
    const after = editSettingsText(source, { page: { headline: 'Down', promises: ['One', 'Two'] } });
    expect(changedLines(source, after)).toEqual(['  headline: "Down"   # short', '    - One', '    - Two']);
    expect(after).toContain('  # what people see first\n');
    expect(after.endsWith('\n\n# the end\ntracking: false\n')).toBe(true);
  });

  it('gets a new setting at its end, and loses one with its comment', () => {
    expect(editSettingsText(source, { zone: 'Europe/London' })).toBe(`${source}zone: Europe/London\n`);
    expect(editSettingsText(source, { hour: null })).toBe(source.replace(/hour:.*\n/, ''));
    expect(editSettingsText(source, { page: { headline: null } })).toBe(source.replace(/  headline:.*\n/, ''));
    expect(editSettingsText(source, { page: { time: '5 min' } })).toBe(
      source.replace('"One"\n', '"One"\n  time: 5 min\n'),
    );
  });

  it('keeps its line ends and its byte order mark', () => {
    const windows = `\ufeff${source.replaceAll('\n', '\r\n')}`;
    const after = editSettingsText(windows, { hour: '06:30', zone: 'UTC' });
    expect(after).toBe(`${windows.replace("'07:00'", "'06:30'")}zone: UTC\r\n`);
  });

  it('keeps a blank that is a letter to YAML: an ideographic space, a line separator', () => {
    for (const blank of ['\u3000', 'Morning\u3000', '\u2028', '\u00a0']) {
      const after = editSettingsText(editSettingsText(source, { page: { time: blank } }), { zone: 'UTC' });
      expect(parse(after)).toMatchObject({ page: { time: blank }, zone: 'UTC' });
      expect(parse(editSettingsText(after, { page: { time: null } }))).toEqual({ ...parse(source), zone: 'UTC' });
    }
  });

  it('changes the lines of a folded text alone, also where the new one is nothing but blanks', () => {
    for (const lead of [' ', '\u2002', '\u3000', '\t', ' two  blanks ', '\n']) {
      const after = editSettingsText(source, { page: { lead } });
      expect(parse(after)).toMatchObject({ page: { lead } });
      expect(after.split('lead:')[0]).toBe(source.split('lead:')[0]);
    }
  });

  it('is written anew where it was written in an unusual way, and says the same', () => {
    expect(parse(editSettingsText('{slug: a, name: b}', { hour: '06:30' }))).toEqual({
      slug: 'a',
      name: 'b',
      hour: '06:30',
    });
    expect(parse(editSettingsText('slug: a\nname: b\n...\n', { hour: '06:30' }))).toMatchObject({ hour: '06:30' });
  });

  it('says what it is told, and nothing else changes (property)', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 30 });
    const value = fc.oneof(words, fc.boolean(), fc.integer(), fc.array(words, { maxLength: 3 }));
    const key = fc.constantFrom('name', 'hour', 'weekdays', 'skip_dates', 'reply_to', 'zone', 'tracking');
    const page = fc.dictionary(fc.constantFrom('headline', 'lead', 'time', 'promises'), value);
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.option(page), (changes, onPage) => {
        const before = parse(source) as Record<string, unknown>;
        const all = onPage ? { ...changes, page: onPage } : changes;
        const after = editSettingsText(source, all);
        const expected = { ...before, ...changes, page: { ...(before.page as object), ...onPage } };
        expect(parse(after, { schema: 'core' })).toEqual(expected);
        expect(after).toContain('    Folded\n    words.\n'.repeat(onPage?.lead === undefined ? 1 : 0));
        const untouched = lines(source).filter(
          (line) => /^\w+:/.test(line) && !Object.hasOwn(all, line.split(':')[0] ?? ''),
        );
        for (const line of untouched) expect(lines(after)).toContain(line);
      }),
      { numRuns: 300 },
    );
  });
});
