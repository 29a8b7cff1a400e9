import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FiguresStore } from '../../src/insights/figures.store.js';
import type { ServicesView, TodayView } from '../../src/insights/today.schema.js';
import { HouseSettings } from '../../src/settings/house-settings.js';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';

describe('Today', () => {
  let house: TestHouse;
  let viewer: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
    viewer = await house.signedIn('viewer');
  });
  afterAll(() => house.close());

  const today = async (zone = 'UTC') =>
    (await viewer.get(`/api/admin/today?zone=${encodeURIComponent(zone)}`).expect(200)).body as TodayView;
  const reckoned = async (zone?: string) => {
    await today(zone);
    await house.runJobs();
    return today(zone);
  };

  it('welcomes on the first day: nobody yet, and where the sign-up page is', async () => {
    const view = await reckoned();
    expect(view.welcome).toMatchObject({ isEmpty: true, courses: [{ slug: 'strong-glutes' }] });
    expect(view.welcome.courses[0]?.address).toMatch(/\/courses\/strong-glutes$/);
    expect(view.forecast?.days.map((day) => day.letters)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(view.wants.inDoubt).toEqual({ count: 0, capped: false });
  });

  it('reckons once, however often it was looked at before a worker came', async () => {
    house.clock.move({ minutes: 6 });
    const passes = jest.spyOn(house.app.get(FiguresStore), 'alikeWalks');
    for (let looks = 0; looks < 3; looks++) await today();
    await house.runJobs();
    expect(passes).toHaveBeenCalledTimes(1);
    passes.mockRestore();
  });

  it('forecasts what then really leaves, day by day, for readers in many zones, and hour by hour', async () => {
    const readers: Array<[string, string, string]> = [
      ['london', 'Europe/London', '07:00'],
      ['kathmandu', 'Asia/Kathmandu', '06:00'],
      ['auckland', 'Pacific/Auckland', '07:30'],
      ['boston', 'America/New_York', '21:15'],
    ];
    for (const [name, zone, hour] of readers) await house.join(`${name}@example.com`, { zone, hour });
    await house.liveUntil('2026-03-02T23:59Z', 60);
    house.clock.moveTo('2026-03-03T00:00Z');
    const settings = house.app.get(HouseSettings).now;
    Object.assign(settings, { sendRate: 2 });
    const { forecast, hours } = await reckoned();
    Object.assign(settings, { sendRate: null });
    const before = house.mail.arrived.length;
    const real: number[] = [];
    for (let day = 3; day < 10; day++) {
      const count = house.mail.arrived.length;
      await house.liveUntil(`2026-03-${String(day).padStart(2, '0')}T23:59Z`, 15);
      real.push(house.mail.arrived.length - count);
      if (day === 3) {
        const { hours: evening } = await today();
        expect(evening.map((hour) => hour.accepted)).toEqual(hours.map((hour) => hour.toCome));
        expect(evening.reduce((sum, hour) => sum + hour.toCome, 0)).toBe(0);
      }
    }
    expect(house.mail.arrived.length - before).toBeGreaterThan(20);
    expect(forecast?.days.map((day) => day.letters)).toEqual(real);
    expect(forecast?.days[0]).toEqual({ date: '2026-03-03', letters: real[0], longestMinutes: 1 });
  });

  it('shows the day of the zone it is looked at from: 23 hours where the clocks go forward', async () => {
    house.clock.moveTo('2026-03-29T12:00Z');
    const view = await today('Europe/London');
    expect(view.hours).toHaveLength(23);
    expect([view.from, view.to]).toEqual(['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z']);
    expect((await today('Asia/Kathmandu')).hours[0]?.from).toBe('2026-03-28T18:15:00.000Z');
    const { body } = await viewer.get('/api/admin/today?zone=Nowhere/Land').expect(422);
    expect(body.fields.zone).toContain('Europe/London');
  });

  it('counts who is new, confirmed, finished and left, against the week before, as the lists behind the numbers show them', async () => {
    await house.liveUntil('2026-03-31T10:00Z', 240);
    await house.signUp('never-confirmed@example.com');
    await house.join('came-and-went@example.com');
    const manage = house.pathIn(house.lastTo('came-and-went@example.com'), '/manage/');
    await house.web.post(manage).type('form').send({ action: 'leave-everything' });
    await house.join('stayed@example.com');
    const listed = async (condition: object) => {
      const filter = JSON.stringify([[condition]]);
      const { body } = await viewer.get('/api/admin/subscribers/count').query({ filter }).expect(200);
      return body.people as number;
    };
    const asListed = async () => {
      const pair = async (condition: (days: object) => object) => ({
        lately: await listed(condition({ from: 0, to: 7 })),
        before: await listed(condition({ from: 7, to: 14 })),
      });
      return {
        signedUp: await pair((ago) => ({ is: 'joined', ago })),
        confirmed: await pair((agreed) => ({ is: 'consented', purpose: 'course', agreed })),
        finished: await pair((ended) => ({ is: 'enrolled', states: ['finished'], ended })),
        departed: await pair((ended) => ({ is: 'enrolled', states: ['left'], ended })),
      };
    };
    const { comings } = await reckoned();
    expect(comings).toMatchObject({
      signedUp: { lately: 3, before: 0 },
      confirmed: { lately: 1, before: 0 },
      departed: { lately: 1, before: 0 },
    });
    expect(comings).toMatchObject(await asListed());
    house.clock.moveTo('2026-04-08T12:00Z');
    const later = (await reckoned()).comings;
    expect(later).toMatchObject({ signedUp: { lately: 0, before: 3 }, departed: { lately: 0, before: 1 } });
    expect(later).toMatchObject(await asListed());
  });

  it('says what wants a person: what was refused today, and what should have left', async () => {
    house.mail.judgeRecipient = (to) => (to.startsWith('refused') ? answer(550, '5.1.1 no such user') : null);
    await house.signUp('refused@example.com');
    await house.beat();
    expect((await today()).wants).toMatchObject({ refusedToday: { count: 1 }, late: { count: 0 } });
    house.mail.judgeRecipient = () => answer(451, '4.2.1 busy');
    await house.signUp('busy@example.com');
    house.clock.moveTo(new Date(house.clock.now().getTime() + 20 * 60_000));
    const { wants } = await today();
    expect(wants.late.count).toBe(1);
    const { body } = await viewer.get('/api/admin/deliveries?late=true').expect(200);
    expect(body.items).toMatchObject([{ kind: 'confirmation', state: 'planned', reply: { code: 451 } }]);
    house.mail.judgeRecipient = null;
  });

  it('says how database, mail server and workers are', async () => {
    const services = async () => (await viewer.get('/api/admin/today/services').expect(200)).body as ServicesView;
    expect(await services()).toMatchObject({
      database: { isWell: true, says: expect.stringContaining('PostgreSQL') },
      mail: { isWell: true, says: expect.stringContaining('takes letters') },
      workers: { isWell: true, says: 'One worker is at work', running: [{ isSilent: false }] },
    });
    await house.database.dataSource.query(`update workers set beat_at = beat_at - interval '1 hour'`);
    expect(await services()).toMatchObject({ workers: { isWell: false, running: [{ isSilent: true }] } });
  });
});
