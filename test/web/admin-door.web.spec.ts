import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BrowserHouse } from './browser-house.js';
import { Tour } from './inspection.js';

describe('The door of the admin', () => {
  let web: BrowserHouse;
  beforeAll(async () => {
    web = await BrowserHouse.open({ course: null });
  });
  afterAll(() => web.close());

  it('asks a stranger to sign in, at whatever address, in both schemes and at every width', async () => {
    const tour = new Tour(await web.visitor({ width: 1280 }));
    await tour.page.goto('/admin/courses/strong-glutes');
    await tour.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tour.look('sign in');
    expect(tour.faults).toEqual([]);
    expect(web.faults).toEqual([]);
  });
});
