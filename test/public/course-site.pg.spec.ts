import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { contentFolder } from '../../src/cli/content-folder.js';
import { PublishService } from '../../src/courses/publish.service.js';
import { TestHouse } from '../house.js';

describe('A course’s way in, as its author looks at it', () => {
  let house: TestHouse;
  let viewer: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-12-21T08:00Z' });
    await house.join('ada@example.com', { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-12-21T09:00Z');
    viewer = await house.signedIn('viewer');
    const files = await readCourseFolder(contentFolder('strong-glutes'));
    const yaml = Buffer.from(files.get('course.yaml') ?? [])
      .toString()
      .replace('Five minutes a day for the muscles', 'Six minutes a day for the muscles')
      .replace('skip_dates: []', 'skip_dates: [2026-12-22]');
    files.set('course.yaml', Buffer.from(yaml));
    const push = house.app.get(PublishService);
    await push.push(files, { author: 'test', draftOnly: true }, house.clock.now());
  });
  afterAll(() => house.close());

  it('is the very page that readers get, with the draft’s words, and nothing on it can be pressed', async () => {
    const { body } = await viewer.get('/api/admin/courses/strong-glutes/draft/signup-page').expect(200);
    const { html } = body as { html: string };
    expect(html).toContain('Six minutes a day');
    expect(html).toMatch(/<body class="wide" inert/);
    expect(html).not.toContain('<script');
    expect((await house.web.get('/courses/strong-glutes')).text).toContain('Five minutes a day');
  });

  it('has the code for other sites', async () => {
    const { body } = await viewer.get('/api/admin/courses/strong-glutes/site').expect(200);
    expect(body).toEqual({
      url: 'http://localhost:3000/courses/strong-glutes',
      embed: {
        script: expect.stringContaining('src="http://localhost:3000/courses/strong-glutes/embed.js"') as unknown,
        form: expect.stringContaining('action="http://localhost:3000/courses/strong-glutes/signup"') as unknown,
      },
      others: [],
    });
  });

  it('says from whom the draft’s calendar takes the next lesson', async () => {
    const { body } = await viewer.get('/api/admin/courses/strong-glutes/draft/taken-slots').expect(200);
    expect(body).toEqual({
      ...{ people: 1, dates: [{ date: '2026-12-22', people: 1 }] },
      ...{ asOf: house.clock.now().toISOString(), underway: null },
    });
  });

  it.each(['draft/signup-page', 'site', 'draft/taken-slots'])('is not there for a course that is not: %s', (path) =>
    viewer.get(`/api/admin/courses/no-such/${path}`).expect(404),
  );
});
