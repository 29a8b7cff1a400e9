import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (file: string) => readFileSync(file, 'utf8');
const linesOf = (file: string) => read(file).trimEnd().split('\n').length;
const decisions = readdirSync('docs/decisions').filter((name) => name.endsWith('.md'));

/** Every document of the project; a course's lessons and fixtures are no documents. */
const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Text without code, where a bracket is no link. */
function prose(file: string): string {
  return read(file)
    .replace(/^(`{3,})[^]*?^\1$/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

/** Targets of links and pictures, Markdown's and HTML's. */
function targetsIn(text: string): string[] {
  const markdown = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const html = [...text.matchAll(/(?:src|href|srcset)="([^"\s]+)"/g)];
  return [...markdown, ...html].map(([, target]) => target ?? '');
}

/** As GitHub makes an anchor of a heading. */
function anchorsOf(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
    (words ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the documents', () => {
  it.each(['README.md', 'ARCHITECTURE.md', 'GLOSSARY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'])(
    'hold %s',
    (file) => expect(existsSync(file)).toBe(true),
  );

  it('greet with a README of at most 120 lines, with a picture', () => {
    expect(linesOf('README.md')).toBeLessThanOrEqual(120);
    expect(targetsIn(prose('README.md')).filter((target) => /\.(png|jpe?g|webp)$/.test(target))).not.toEqual([]);
  });

  it('decide in at most 60 lines: background, decision, consequences', () => {
    for (const name of decisions) {
      const file = join('docs/decisions', name);
      expect([name, linesOf(file) <= 60]).toEqual([name, true]);
      const headings = [...read(file).matchAll(/^## (.+)$/gm)].map(([, words]) => words);
      expect([name, headings]).toEqual([name, ['Background', 'Decision', 'Consequences']]);
    }
  });

  it('number decisions without gaps, in name and title alike', () => {
    expect(decisions.map((name) => name.slice(0, 4))).toEqual(
      decisions.map((_, index) => String(index + 1).padStart(4, '0')),
    );
    for (const name of decisions)
      expect(read(join('docs/decisions', name))).toMatch(new RegExp(`^# ${name.slice(0, 4)} · `));
  });

  it.each(documents)('lead nowhere that is not there: %s', (file) => {
    const broken = targetsIn(prose(file)).filter((target) => {
      if (/^[a-z]+:/i.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const there = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
      if (!existsSync(there)) return true;
      return anchor !== undefined && !anchorsOf(there).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it.each(documents)('name only npm scripts that there are: %s', (file) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(file).matchAll(/\bnpm run ([a-z][a-z:-]*)/g)].map(([, name]) => name ?? '');
    if (/\bnpm (start|test)\b/.test(read(file))) named.push('start', 'test');
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it.each(documents)('name only commands that there are: %s', (file) => {
    const known = [...read('src/cli/coursepost.ts').matchAll(/^ {2}([a-z]+): async/gm)].map(([, name]) => name);
    const named = [...read(file).matchAll(/(?:npx coursepost|bin\/coursepost\.js) ([a-z]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => name !== 'help' && !known.includes(name))).toEqual([]);
  });

  it.each(documents)('name only files that there are: %s', (file) => {
    const paths = [
      ...read(file).matchAll(/`((?:src|emails|migrations|bin|content|docs|test|scripts)\/[\w./-]*[\w/])`/g),
    ];
    const missing = paths.map(([, path]) => path ?? '').filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });

  it('do not leave a room out of the map', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\/.*\.tsx?$/.test(name));
    const rooms = new Set(files.map((name) => `\`src/${name.split('/')[0]}\``));
    const map = read('ARCHITECTURE.md');
    expect([...rooms].filter((room) => !map.includes(room))).toEqual([]);
  });
});
