import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { configSchema } from '../../src/config/config.schema.js';

interface Service {
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
}

const text = readFileSync('compose.yaml', 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service> };
const stages = readFileSync('Dockerfile', 'utf8')
  .split(/^FROM /m)
  .slice(1);
/** What a stage copies from the project's folder. */
const copied = (stage: string) =>
  [...stage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => (names ?? '').split(' '));

describe('compose.yaml', () => {
  it('brings PostgreSQL, the site, workers, and one migration before them', () => {
    expect(Object.keys(compose.services)).toEqual(['postgres', 'migrate', 'web', 'worker']);
    expect(compose.services.web?.healthcheck?.test.join(' ')).toContain('/readyz');
  });

  it('runs commands that there are', () => {
    const commands = Object.values(compose.services).flatMap(({ command }) => command?.slice(2) ?? []);
    const table = readFileSync('src/cli/coursepost.ts', 'utf8');
    expect(commands.filter((name) => !table.includes(`  ${name}: async`))).toEqual([]);
  });

  it('hands on settings that there are, and wants those that a public site must have', () => {
    const names = Object.keys(compose.services.web?.environment ?? {});
    expect(names.filter((name) => !Object.hasOwn(configSchema.shape, name))).toEqual([]);
    for (const name of ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'POSTAL_ADDRESS', 'POSTGRES_PASSWORD']) {
      expect(text).toContain(`\${${name}:?`);
    }
  });
});

describe('the Dockerfile', () => {
  it('copies what there is', () => {
    expect(stages.flatMap(copied).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('is let have what it copies, and nothing else', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(allowed.map((line) => line.slice(1)).sort()).toEqual([...new Set(stages.flatMap(copied))].sort());
  });

  it('has in both stages all that the build looks at, or it would be built again at every start', () => {
    const list = /const sources = \[([^\]]+)\]/.exec(readFileSync('bin/build.js', 'utf8'))?.[1] ?? '';
    const sources = [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
    expect(sources.length).toBeGreaterThan(5);
    for (const stage of stages) expect(sources.filter((name) => !copied(stage).includes(name))).toEqual([]);
  });

  it('does not run as root', () => expect(stages.at(-1)).toMatch(/^USER node$/m));
});
