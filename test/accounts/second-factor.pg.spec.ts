import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { TestHouse } from '../house.js';
import { codeOf } from './totp.js';

let house: TestHouse;
let uri = '';
let codes: string[] = [];
const who = { email: 'editor@team.example', password: 'a long password of the editor' };

beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-23T09:30:00Z', course: null });
});
afterAll(() => house.close());

const browser = () => supertest.agent(house.app.getHttpServer()).set('Sec-Fetch-Site', 'same-origin');
/** A browser whose password was right and which owes the code. */
async function halfWayIn() {
  const agent = browser();
  const { body } = await agent.post('/api/auth/sign-in/email').send(who).expect(200);
  expect(body).toMatchObject({ twoFactorRedirect: true });
  await agent.get('/api/admin/me').expect(401);
  return agent;
}

describe('a second factor', () => {
  it('is switched on with the password and a code, and gives ten recovery codes', async () => {
    const me = await house.signedIn('editor');
    const wrong = await me.post('/api/auth/two-factor/enable').send({ password: 'wrong' }).expect(422);
    expect(wrong.body.fields).toHaveProperty('password');
    const begun = await me.post('/api/auth/two-factor/enable').send({ password: who.password }).expect(200);
    ({ totpURI: uri, backupCodes: codes } = begun.body as { totpURI: string; backupCodes: string[] });
    expect(codes).toHaveLength(10);
    await browser()
      .post('/api/auth/sign-in/email')
      .send(who)
      .expect(200)
      .expect(/"user"/);
    const typed = await me
      .post('/api/auth/two-factor/verify-totp')
      .send({ code: codeOf(uri, Date.now()) })
      .expect(200);
    const cookie =
      (typed.headers['set-cookie'] as unknown as string[]).find((each) => /session_token/.test(each)) ?? '';
    const { body } = await house.web
      .get('/api/admin/me/security')
      .set('Cookie', cookie.split(';')[0] ?? '')
      .expect(200);
    expect(body).toMatchObject({ secondFactor: true, recoveryCodesLeft: 10 });
  });

  it('takes a code once, also when two browsers send it in the same moment', async () => {
    const code = codeOf(uri, Date.now() + 30_000);
    const [one, two] = await Promise.all([halfWayIn(), halfWayIn()]);
    const answers = await Promise.all(
      [one, two].map((agent) => agent.post('/api/auth/two-factor/verify-totp').send({ code })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(answers.find(({ status }) => status === 422)?.body.detail).toBe('Each code works once.');
    const third = await halfWayIn();
    await third.post('/api/auth/two-factor/verify-totp').send({ code }).expect(422);
  });

  it('takes a recovery code once', async () => {
    const [code] = codes;
    const agent = await halfWayIn();
    await agent.post('/api/auth/two-factor/verify-backup-code').send({ code }).expect(200);
    await agent.get('/api/admin/me').expect(200);
    const again = await halfWayIn();
    const { body } = await again.post('/api/auth/two-factor/verify-backup-code').send({ code }).expect(422);
    expect(body.detail).toBe('That is not one of your recovery codes.');
  });

  it('says that a code is wrong, and after five asks for the password again', async () => {
    const agent = await halfWayIn();
    const statuses: number[] = [];
    for (const code of ['000000', '111111', '222222', '333333', '444444', '555555'])
      statuses.push((await agent.post('/api/auth/two-factor/verify-totp').send({ code })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 410]);
  });

  it('writes into the audit log who came in, and how', async () => {
    const owner = await house.signedIn('owner');
    const { body } = await owner.get('/api/admin/audit?kind=admin').expect(200);
    const lines = (body as { items: Array<{ who: string; action: string; after: { with?: string } | null }> }).items
      .filter((line) => line.who === 'Edgar Editor')
      .map(({ action, after }) => (after?.with ? `${action} with ${after.with}` : action));
    expect(lines).toContain('admin.second_factor_added');
    expect(lines).toContain('admin.signed_in with password and code');
    expect(lines).toContain('admin.signed_in with password and recovery code');
    expect(lines.at(-1)).toBe('admin.joined');
  });

  it('does not let in who typed the old password before it was changed by letter', async () => {
    await house.database.dataSource.query('delete from request_counters'); // those before have signed in as often as one may
    const [before, during] = [await halfWayIn(), await halfWayIn()];
    await house.web.post('/api/entry/resets').send({ email: who.email }).expect(204);
    await house.runJobs();
    const link = house.pathIn(house.lastTo(who.email), '/admin/reset/').split('/').at(-1);
    await house.web.post(`/api/entry/links/${link}`).send({ password: 'another long password' }).expect(200);
    const { status } = await before.post('/api/auth/two-factor/verify-backup-code').send({ code: codes[1] });
    expect(status).toBeGreaterThanOrEqual(400);
    const code = codeOf(uri, Date.now() - 30_000);
    expect((await during.post('/api/auth/two-factor/verify-totp').send({ code })).status).toBeGreaterThanOrEqual(400);
    for (const agent of [before, during]) await agent.get('/api/admin/me').expect(401);
    who.password = 'another long password';
    const after = await halfWayIn();
    await after.post('/api/auth/two-factor/verify-backup-code').send({ code: codes[1] }).expect(200);
  });
});
