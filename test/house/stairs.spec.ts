import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** DESIGN: a room imports from lower floors only and, within a floor, from its left. */
const floors = [
  ['config', 'database', 'schedule', 'links', 'http', 'audit'],
  ['accounts', 'mail', 'settings', 'rendering', 'pictures', 'webhooks'],
  ['suppressions', 'deliveries', 'tracking'],
  ['courses', 'revisions', 'subscribers', 'bounces'],
  ['enrollments', 'impact', 'people', 'broadcasts', 'signup', 'imports', 'feeds'],
  ['public', 'archive', 'insights', 'doctor', 'worker', 'cli'],
];
const order = floors.flat();

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.tsx?$/.test(file) && statSync(file).isFile());
}

const roomOf = (file: string) => relative('src', file).split('/')[0] ?? '';

const steps = filesIn('src').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(([, target]) => ({
    file,
    room: roomOf(file),
    target: normalize(join(dirname(file), target ?? '')),
  })),
);

describe('the stairs', () => {
  it('has a place for every room', () => {
    const rooms = readdirSync('src').filter((name) => statSync(join('src', name)).isDirectory());
    expect(rooms.filter((room) => !order.includes(room))).toEqual([]);
  });

  it('are walked downwards and leftwards only', () => {
    const upwards = steps.filter(({ room, target }) => {
      const to = roomOf(target);
      return order.includes(room) && target.startsWith('src/') && order.indexOf(to) > order.indexOf(room);
    });
    expect(upwards.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('lead into emails/ only from rendering, and emails/ knows nothing of the house but rendering', () => {
    const visitors = steps.filter(
      ({ room, target }) => target.startsWith('emails/') && !['rendering', 'public'].includes(room),
    );
    expect(visitors.map(({ file }) => file)).toEqual([]);
  });

  it('pass no barrel: no index file, no path that ends in a folder', () => {
    expect(filesIn('src').filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
  });

  it('keep rooms from being called utils, helpers, common, shared or manager', () => {
    expect(filesIn('src').filter((file) => /(utils?|helpers?|common|shared|manager)\b/.test(file))).toEqual([]);
  });
});
