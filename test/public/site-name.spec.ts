import type { Server } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { publicApp } from './public-app.js';

const get = async (path: string, environment: Record<string, string>) => {
  const { app } = await publicApp(environment);
  try {
    return (
      await request(app.getHttpServer() as Server)
        .get(path)
        .expect(200)
    ).text;
  } finally {
    await app.close();
  }
};

describe('A page', () => {
  it.each([
    ['"Maren Holt" <maren@example.com>', '<span>Maren Holt</span>'],
    ['Hill & Vale <maren@example.com>', '<span>Hill &amp; Vale</span>'],
    ['maren@example.com', '<span>lessons.example.com</span>'],
    ['<maren@example.com>', '<span>lessons.example.com</span>'],
  ])('bears the name that letters from %s come from, or the name of its host', async (MAIL_FROM, mark) => {
    const real = {
      PUBLIC_URL: 'https://lessons.example.com',
      SMTP_URL: 'smtp://mail.example.com',
      POSTAL_ADDRESS: 'Here 1',
    };
    expect(await get('/', { ...real, MAIL_FROM })).toContain(mark);
  });

  it('leads to the inbox while the site is being tried out, and to no inbox once there is a mail server', async () => {
    expect(await get('/', { INBOX_PORT: '1234' })).toContain('href="http://localhost:1234"');
    expect(await get('/', { SMTP_URL: 'smtp://127.0.0.1:25' })).not.toContain('the inbox');
  });

  it('of the admin is one app for every address below /admin, with a nonce of its own, and is not listed', async () => {
    const [one, other] = [await get('/admin', {}), await get('/admin/courses/strong-glutes', {})];
    const nonce = (page: string) => /name="csp-nonce" content="([^"]{20,})"/.exec(page)?.[1];
    expect(nonce(one)).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonce(other)).not.toBe(nonce(one));
    expect(one).toContain('name="robots" content="noindex');
  });
});
