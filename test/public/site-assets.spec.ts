import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { dark, light } from '../../emails/_parts/colors.js';
import { assetPath } from '../../src/public/asset-files.js';
import { publicApp } from './public-app.js';

const css = readFileSync(new URL('../../src/public/assets/site.css', import.meta.url), 'utf8');

describe('What the pages are dressed in', () => {
  it.each([
    ['light', light, css.slice(0, css.indexOf('@media'))],
    ['dark', dark, css.slice(css.indexOf('@media'), css.indexOf('*,'))],
  ])('are the %s colours of the letters', (_scheme, colors, part) => {
    for (const [name, value] of Object.entries(colors)) {
      const variable = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(part).toContain(`--${variable}: ${value};`);
    }
  });

  it('is kept by caches for ever under the address that names its bytes, and asked for again under any other', async () => {
    const { app } = await publicApp();
    const server = app.getHttpServer() as Server;
    const kept = await request(server).get(assetPath('site.css'));
    expect(kept.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(kept.headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await request(server).get('/assets/site.css?v=old')).headers['cache-control']).toBe('no-cache');
    expect((await request(server).get('/favicon.ico')).headers.location).toBe('/assets/favicon.svg');
    await app.close();
  });
});
