import { describe, expect, it } from '@jest/globals';
import { course } from '../courses/course-sample.js';
import { TestHouse } from '../house.js';

/** What keeps a process alive: servers that listen, and connections. */
const open = () => process.getActiveResourcesInfo().filter((each) => /TCP/.test(each)).length;

describe('a house for tests', () => {
  it.each([
    ['its course has a fault', { course: course([{ id: 'one', wait: 0 }]) }],
    ['a setting is wrong', { settings: { PORT: 'no port' } }],
  ])('leaves nothing open when it cannot be opened, because %s', async (_why, options) => {
    const before = open();
    await expect(TestHouse.open({ at: '2026-03-02T09:00Z', ...options })).rejects.toThrow();
    for (let tries = 0; tries < 2_000 && open() > before; tries++) await new Promise((go) => setTimeout(go, 50));
    expect(open()).toBeLessThanOrEqual(before);
  });
});
