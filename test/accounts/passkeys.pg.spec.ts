import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { TeamService } from '../../src/accounts/team.service.js';
import { TestHouse } from '../house.js';
import { Authenticator } from './authenticator.js';

const origin = 'http://localhost:3000';
let house: TestHouse;
const device = new Authenticator(origin);
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-23T09:30:00Z', course: null, settings: { PUBLIC_URL: origin } });
});
afterAll(() => house.close());

const browser = () => supertest.agent(house.app.getHttpServer()).set('Origin', origin);

/** The ceremony with a device; gives the browser, signed in or not, and the last answer. */
async function signIn(by: Authenticator) {
  const agent = browser();
  const asked = await agent.get('/api/auth/passkey/generate-authenticate-options').expect(200);
  const response = by.get(asked.body as { challenge: string });
  const answer = await agent.post('/api/auth/passkey/verify-authentication').send({ response });
  return { agent, answer, response };
}

/** One browser keeps its cookie jar: the challenge is remembered by a cookie beside the session's. */
async function signedInBrowser(role: 'owner' | 'editor') {
  await house.sessionOf(role);
  const agent = browser();
  const who = { email: `${role}@team.example`, password: `a long password of the ${role}` };
  await agent.post('/api/auth/sign-in/email').send(who).expect(200);
  return agent;
}

describe('a passkey', () => {
  it('is added by somebody signed in, and signs them in alone', async () => {
    const owner = await signedInBrowser('owner');
    const asked = await owner.get('/api/auth/passkey/generate-register-options').expect(200);
    expect(asked.body).toMatchObject({ rp: { id: 'localhost', name: 'Coursepost' }, attestation: 'none' });
    const response = device.create(asked.body as Parameters<Authenticator['create']>[0]);
    await owner.post('/api/auth/passkey/verify-registration').send({ response, name: 'Mac' }).expect(200);
    const { agent, answer } = await signIn(device);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('session');
    expect((await agent.get('/api/admin/me').expect(200)).body).toMatchObject({ email: 'owner@team.example' });
    const { body } = await agent.get('/api/admin/me/security').expect(200);
    expect(body.passkeys).toMatchObject([{ name: 'Mac' }]);
  });

  it('is not added without a session', async () => {
    await browser().get('/api/auth/passkey/generate-register-options').expect(401);
  });

  it('is refused when the device did not ask who is there: it stands for both factors', async () => {
    device.asks = false;
    const { agent, answer } = await signIn(device);
    device.asks = true;
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatch(/finger, face or PIN/);
    await agent.get('/api/admin/me').expect(401);
  });

  it('is refused from another site, by a device nobody added, and for a challenge that was used', async () => {
    expect((await signIn(new Authenticator('http://evil.example'))).answer.status).toBe(422);
    expect((await signIn(new Authenticator(origin))).answer.status).toBe(422);
    const { agent, response } = await signIn(device);
    const again = await agent.post('/api/auth/passkey/verify-authentication').send({ response });
    expect(again.status).toBe(410);
  });

  it('stays through a new password, whose taker is told of it', async () => {
    const now = house.clock.now();
    const link = await house.app
      .get(TeamService)
      .reset('owner@team.example', false, { actor: 'command line', at: now });
    const taken = await house.web
      .post(`/api/entry/links/${link.split('/').at(-1)}`)
      .send({ password: 'a long password of the owner' })
      .expect(200);
    expect(taken.body).toEqual({
      email: 'owner@team.example',
      passkeys: [{ name: 'Mac', addedAt: expect.stringMatching(/Z$/) }],
    });
    expect((await signIn(device)).answer.status).toBe(200);
  });

  it('is renamed and removed by its owner alone', async () => {
    const [owner, editor] = [await signedInBrowser('owner'), await signedInBrowser('editor')];
    const security = await owner.get('/api/admin/me/security').expect(200);
    const { id } = (security.body as { passkeys: Array<{ id: string }> }).passkeys[0] ?? { id: '' };
    for (const [path, body] of [
      ['delete-passkey', { id }],
      ['update-passkey', { id, name: 'Mine' }],
    ] as const)
      expect((await editor.post(`/api/auth/passkey/${path}`).send(body)).status).toBeGreaterThanOrEqual(400);
    await owner.post('/api/auth/passkey/delete-passkey').send({ id }).expect(200);
    expect((await signIn(device)).answer.status).toBe(422);
  });
});
