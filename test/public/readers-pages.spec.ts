import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { HouseError } from '../../src/house-error.js';
import { monday, sampleWalk } from './fakes.js';
import { publicApp } from './public-app.js';

const later = new Date(monday.getTime() + 3_600_000);

describe('The reader’s pages', () => {
  let house: Awaited<ReturnType<typeof publicApp>>;
  let server: Server;
  let paths: Record<
    'confirm' | 'manage' | 'unsubscribe' | 'lesson' | 'done' | 'download' | 'forget' | 'change' | 'newAddress',
    string
  >;
  beforeEach(async () => {
    house = await publicApp();
    server = house.app.getHttpServer() as Server;
    const { links } = house;
    paths = {
      confirm: links.confirm('5', later),
      manage: links.manage('42'),
      unsubscribe: links.unsubscribe('42', '103'),
      lesson: links.lesson('42', '103'),
      done: links.done('42', '103'),
      download: links.proven('download', '42', '9', later),
      forget: links.proven('forget', '42', '9', later),
      change: links.proven('change-address', '42', '9', later),
      newAddress: links.proven('new-address', '42', '9', later),
    };
  });
  afterEach(() => house.app.close());

  const get = (path: string) => request(server).get(path);
  const post = (path: string, fields: Record<string, string> = {}) =>
    request(server).post(path).type('form').send(fields);

  it('change nothing by GET or HEAD, however often a scanner follows a link', async () => {
    const all = [
      ...Object.values(paths),
      '/',
      '/courses/strong-glutes',
      '/courses/strong-glutes/check-inbox',
      '/robots.txt',
      '/favicon.ico',
    ];
    for (const path of [...all, ...all.map((each) => `${each}?action=leave-everything&what=everything`)]) {
      expect((await get(path)).status).toBeLessThan(400);
      expect((await request(server).head(path)).status).toBeLessThan(400);
    }
    expect(house.deeds.done).toEqual([]);
  });

  it('are kept by no cache and no search engine, and their links tell nobody', async () => {
    for (const path of Object.values(paths)) {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
      });
      expect(headers['x-powered-by']).toBeUndefined();
    }
    expect((await get('/robots.txt')).text).toContain('Disallow: /manage/');
  });

  describe('Confirming', () => {
    it('shows name, zone and hour for correction, and one button', async () => {
      const { text } = await get(paths.confirm);
      expect(text.match(/<button type="submit"/g)).toHaveLength(1);
      for (const part of [
        'value="Maya"',
        'value="Europe/Paris"',
        '<option value="06:30" selected="">',
        'm…a@example.com',
      ])
        expect(text).toContain(part);
    });

    it('says when the lessons come, in the reader’s own zone', async () => {
      const fields = { first_name: 'Maja', zone: 'Europe/Berlin', hour: '06:15', newsletter: 'yes' };
      const { text, status } = await post(paths.confirm, fields);
      expect(status).toBe(200);
      expect(text).toContain('on its way to your inbox now');
      expect(text).toContain('tomorrow, Tuesday 24 November, at 06:30');
      expect(text).toContain('href="/manage/token"');
      const choices = { firstName: 'Maja', zone: 'Europe/Berlin', hour: 375, newsletter: true };
      expect(house.deeds.done[0]?.with.slice(1, 3)).toEqual([choices, '127.0.0.1']);
    });

    it('takes an empty POST for a yes to what the page shows', async () => {
      await post(paths.confirm);
      expect(house.deeds.done[0]?.with[1]).toEqual({
        firstName: 'Maya',
        zone: 'Europe/Paris',
        hour: 390,
        newsletter: false,
      });
    });

    it('takes an emptied name and an unticked box for what they are', async () => {
      house.signups.page = { ...house.signups.page, newsletter: true };
      await post(paths.confirm, { first_name: '', zone: 'Europe/Paris', hour: '06:30' });
      expect(house.deeds.done[0]?.with[1]).toMatchObject({ firstName: null, newsletter: false });
    });

    it('comes back with the words beside the field', async () => {
      const { text, status } = await post(paths.confirm, { zone: 'Nowhere', hour: '25:99' });
      expect(status).toBe(422);
      expect(text).toContain('id="zone-error"');
      expect(text).toContain('id="hour-error"');
      expect(house.deeds.done).toEqual([]);
    });

    it('leads to the reader’s page when it was done already', async () => {
      house.signups.page = { ...house.signups.page, confirmed: true, managePath: '/manage/token' };
      const { text } = await get(paths.confirm);
      expect(text).toContain('confirmed already');
      expect(text).not.toContain('<form');
    });
  });

  describe('The reader’s own page', () => {
    const days = { mon: 'yes', wed: 'yes' };
    const calendar = { action: 'calendar', enrollment: '7', hour: '18:30', zone: 'asia/calcutta', ...days };

    it.each<[Record<string, string>, string, string, unknown[]]>([
      [calendar, 'changed', 'changeCalendar', ['42', '7', { zone: 'Asia/Kolkata', hour: 1110, weekdays: 5 }]],
      [{ action: 'pause', enrollment: '7', until: '2026-12-01' }, 'paused', 'pause', ['42', '7', '2026-12-01']],
      [{ action: 'pause', enrollment: '7', until: '' }, 'paused', 'pause', ['42', '7', null]],
      [{ action: 'resume', enrollment: '7' }, 'resumed', 'resume', ['42', '7']],
      [{ action: 'next-now', enrollment: '7', lesson: '5' }, 'on-its-way', 'nextNow', ['42', '7', '5']],
      [{ action: 'repeat', enrollment: '7' }, 'repeat-on-its-way', 'repeatLatest', ['42', '7']],
      [{ action: 'leave', enrollment: '7' }, 'left', 'course', ['42', '7', 'left by the reader']],
      [{ action: 'restart', enrollment: '7' }, 'restarted', 'restart', ['42', '7', '127.0.0.1']],
      [
        { action: 'newsletter', on: 'yes' },
        'newsletter-on',
        'setNewsletter',
        ['42', true, expect.stringContaining('newsletter'), '127.0.0.1'],
      ],
      [{ action: 'leave-everything' }, 'left-everything', 'everything', ['42']],
      [{ action: 'download' }, 'link-sent', 'sendLink', ['42', 'download']],
      [{ action: 'forget' }, 'link-sent', 'sendLink', ['42', 'forget']],
      [
        { action: 'change-address', email: 'new@example.org' },
        'change-sent',
        'requestAddressChange',
        ['42', 'new@example.org', '127.0.0.1'],
      ],
    ])('%j is done once, and the page says "%s"', async (fields, said, deed, given) => {
      const answer = await post(paths.manage, fields);
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toBe(`${paths.manage}?said=${said}`);
      expect(house.deeds.done).toEqual([{ name: deed, with: [...given, monday] }]);
      expect((await get(String(answer.headers.location))).text).toContain('role="status"');
    });

    it.each<[string, Record<string, string>, string]>([
      ['no weekday', { ...calendar, mon: '', wed: '' }, 'weekdays-7-error'],
      ['an impossible hour', { ...calendar, hour: '25:99' }, 'hour-7-error'],
      ['an unknown zone', { ...calendar, zone: 'Mars' }, 'zone-7-error'],
      ['no zone', { ...calendar, zone: '' }, 'zone-7-error'],
      ['a break until yesterday', { action: 'pause', enrollment: '7', until: '2026-11-22' }, 'until-7-error'],
      ['a break until today', { action: 'pause', enrollment: '7', until: '2026-11-23' }, 'until-7-error'],
      ['a break of ten years', { action: 'pause', enrollment: '7', until: '2036-11-23' }, 'until-7-error'],
      ['a day that no calendar has', { action: 'pause', enrollment: '7', until: '2027-02-30' }, 'until-7-error'],
      ['an address that is none', { action: 'change-address', email: 'new' }, 'new-address-error'],
      ['no action', {}, 'error-sum'],
      ['an unknown action', { action: '__proto__' }, 'error-sum'],
      ['an enrollment that is no number', { action: 'leave', enrollment: "7' or 1=1" }, 'error-sum'],
      ['a number that no table holds', { action: 'leave', enrollment: '9'.repeat(30) }, 'error-sum'],
    ])('%s changes nothing and says what is expected', async (_what, fields, shown) => {
      const answer = await post(paths.manage, fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(shown);
      expect(house.deeds.done).toEqual([]);
    });

    it('shows the refusal of a service beside its field', async () => {
      house.walks.changeCalendar = () =>
        Promise.reject(new HouseError('invalid', 'No.', { fields: { weekdays: 'Please keep a day.' } }));
      const answer = await post(paths.manage, calendar);
      expect(answer.status).toBe(422);
      expect(answer.text).toMatch(/id="weekdays-7-error">Please keep a day\./);
    });

    it('never says what somebody else put into a link', async () => {
      const { text } = await get(`${paths.manage}?said=<b>You+won</b>`);
      expect(text).not.toContain('You won');
      expect((await get(`${paths.manage}?said=__proto__`)).text).not.toContain('role="status"');
      expect((await get(`${paths.manage}?said=left&said=paused`)).text).not.toContain('role="status"');
    });

    it('shows the masked address, next lesson, past lessons and progress', async () => {
      const { text } = await get(paths.manage);
      for (const part of [
        'm…a@example.com',
        'A dog and a donkey',
        'tomorrow, Tuesday 24 November, at 07:00',
        '/lessons/token-0',
        '3 in a row',
        'name="lesson" value="5"',
      ]) {
        expect(text).toContain(part);
      }
    });

    it('offers what fits the state of the walk', async () => {
      const shows = async (change: Parameters<typeof sampleWalk>[0]) => {
        house.reader.page = { ...house.reader.page, walks: [sampleWalk(change)] };
        const { text } = await get(paths.manage);
        return ['next-now', 'pause', 'resume', 'leave', 'restart', 'repeat'].filter((action) =>
          text.includes(`value="${action}"`),
        );
      };
      expect(await shows({})).toEqual(['next-now', 'pause', 'leave', 'repeat']);
      expect(await shows({ requestsLeftToday: 0, mayRepeat: false })).toEqual(['pause', 'leave']);
      expect(await shows({ onItsWay: { subject: 'x', dueAt: monday } })).toEqual(['pause', 'leave', 'repeat']);
      expect(await shows({ state: 'paused' })).toEqual(['resume', 'leave', 'repeat']);
      expect(await shows({ state: 'finished', next: null })).toEqual(['restart']);
      expect(await shows({ state: 'left', next: null })).toEqual(['restart']);
    });

    it('starts a course again from its newest walk alone, and not while one is open', async () => {
      const restarts = async (...states: Array<'active' | 'left'>) => {
        const walks = states.map((state, index) => sampleWalk({ state, enrollmentId: String(9 - index) }));
        house.reader.page = { ...house.reader.page, walks };
        return (await get(paths.manage)).text.match(/value="restart"/g)?.length ?? 0;
      };
      expect(await restarts('left', 'left')).toBe(1);
      expect(await restarts('active', 'left')).toBe(0);
    });

    it('mails a new link when the old one has rested too long, to the reader’s own address alone', async () => {
      house.reader.rested = true;
      const page = await get(paths.manage);
      expect(page.status).toBe(410);
      expect(page.text).toContain('value="send-link"');
      expect((await post(paths.manage, { action: 'leave-everything' })).status).toBe(410);
      expect(house.deeds.done).toEqual([]);
      expect((await post(paths.manage, { action: 'send-link' })).status).toBe(200);
      expect(house.deeds.done).toEqual([{ name: 'sendLink', with: ['42', 'manage-link', monday] }]);
    });

    it('is not pressed from another site', async () => {
      const answer = await post(paths.manage, { action: 'leave-everything' }).set('Sec-Fetch-Site', 'cross-site');
      expect(answer.status).toBe(403);
      expect(house.deeds.done).toEqual([]);
    });
  });

  describe('Unsubscribing', () => {
    it.each(['application/x-www-form-urlencoded', 'multipart/form-data'])(
      'by one click as %s acts at once, and again, without cookie or origin',
      async (type) => {
        for (let time = 0; time < 2; time += 1) {
          const click = request(server)
            .post(paths.unsubscribe)
            .set({ Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' });
          const answer = await (type.startsWith('multipart')
            ? click.field('List-Unsubscribe', 'One-Click')
            : click.type('form').send('List-Unsubscribe=One-Click'));
          expect(answer.status).toBe(200);
          expect(answer.headers['content-type']).toMatch(/^text\/plain/);
          expect(answer.headers['set-cookie']).toBeUndefined();
        }
        expect(house.deeds.done).toEqual(
          Array.from({ length: 2 }, () => ({ name: 'byLetter', with: ['42', '103', monday] })),
        );
      },
    );

    it('says what will end, then that it has', async () => {
      const { text } = await get(paths.unsubscribe);
      expect(text).toContain('Stop the lessons of Strong Glutes: two weeks for runners?');
      const after = await post(paths.unsubscribe, { what: 'this' });
      expect(after.text).toContain('You are unsubscribed');
      expect(house.deeds.names()).toEqual(['byLetter']);
    });

    it('offers to leave everything', async () => {
      expect((await get(paths.unsubscribe)).text).toContain('value="everything"');
      expect((await post(paths.unsubscribe, { what: 'everything' })).text).toContain('all letters');
      expect(house.deeds.names()).toEqual(['everything']);
    });
  });

  describe('A lesson in the browser', () => {
    it('keeps its inline styles under a policy of its own', async () => {
      const { headers, text } = await get(paths.lesson);
      expect(text).toContain('style="margin:0"');
      expect(headers['content-security-policy']).toContain("style-src 'self' 'unsafe-inline'");
      expect((await get(paths.done)).headers['content-security-policy']).not.toContain('unsafe-inline');
    });

    it('is marked by a POST to either address, which leads to progress and streak', async () => {
      for (const path of [paths.lesson, paths.done]) {
        const answer = await post(path);
        expect(answer.status).toBe(303);
        expect(answer.headers.location).toBe(paths.done);
      }
      expect(house.deeds.names()).toEqual(['markDone', 'markDone']);
      expect((await get(paths.done)).text).toContain('>I did it</button>');
      house.lessons.doneAt = monday;
      const { text } = await get(paths.done);
      expect(text).toContain('3 in a row');
      expect(text).not.toContain('>I did it</button>');
    });

    it('shows no progress once the reader’s page was put away', async () => {
      house.lessons.doneAt = monday;
      house.reader.rested = true;
      expect((await get(paths.done)).status).toBe(200);
    });
  });

  describe('Links of the second letter', () => {
    it('give the data as a file', async () => {
      expect((await get(paths.download)).text).toContain('Download the file');
      const answer = await post(paths.download);
      expect(answer.headers['content-disposition']).toBe('attachment; filename=my-data.json');
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.body).toMatchObject({ email: 'maya@example.com' });
      expect(house.deeds.done).toEqual([{ name: 'download', with: ['42', '9', monday] }]);
    });

    it('forget, and change the address, by one press', async () => {
      expect((await post(paths.forget)).text).toContain('You are forgotten');
      expect((await get(paths.change)).text).toContain('n…w@example.org');
      expect((await post(paths.change)).text).toContain('One more letter');
      expect((await get(paths.newAddress)).text).toContain('n…w@example.org');
      expect((await post(paths.newAddress)).text).toContain('new address is set');
      expect(house.deeds.names()).toEqual(['forget', 'askNewAddress', 'changeAddress']);
    });

    it('say so when they were used', async () => {
      house.rights.used = true;
      expect((await get(paths.download)).status).toBe(410);
      expect((await get(paths.forget)).status).toBe(410);
    });
  });
});
