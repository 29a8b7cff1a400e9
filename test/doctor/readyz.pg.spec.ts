import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';

describe('/readyz', () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00:00Z', course: null });
  });
  afterEach(() => house.close());

  it('says 200 while database and mail server answer', async () => {
    const { body } = await house.web.get('/readyz').expect(200);
    expect(body).toMatchObject({ status: 'ok', info: { database: { status: 'up' }, mail: { status: 'up' } } });
  });

  it('says 503, and what is down, when the mail server is gone; the process still lives', async () => {
    await house.mail.close();
    house.mail.close = () => Promise.resolve();
    const { body } = await house.web.get('/readyz').expect(503);
    expect(body).toMatchObject({ error: { mail: { status: 'down' } }, info: { database: { status: 'up' } } });
    await house.web.get('/healthz').expect(200);
  });
});
