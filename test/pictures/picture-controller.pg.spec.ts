import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { PicturesModule } from '../../src/pictures/pictures.module.js';
import { PictureStore } from '../../src/pictures/picture.store.js';
import { openDatabase, type TestDatabase } from '../database.js';
import { png } from '../courses/course-sample.js';
import { ErrorPage, type ErrorView } from '../../src/http/error-page.js';
import { HttpModule } from '../../src/http/http.module.js';
import { prepareHttp } from '../../src/http/http-app.js';
import { Config, readConfig } from '../../src/config/config.js';

const now = new Date('2026-03-02T12:00:00Z');
let database: TestDatabase;
let app: NestExpressApplication;

beforeAll(async () => {
  database = await openDatabase();
  const config = readConfig({});
  @Global()
  @Module({
    providers: [
      { provide: DataSource, useValue: database.dataSource },
      { provide: Config, useValue: config },
      { provide: ErrorPage, useValue: { render: (view: ErrorView) => view.detail } },
    ],
    exports: [DataSource, Config, ErrorPage],
  })
  class Ground {}
  const module = await Test.createTestingModule({ imports: [Ground, HttpModule, PicturesModule] }).compile();
  app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  prepareHttp(app, config);
  await app.init();
});
afterAll(async () => {
  await app?.close();
  await database.close();
});

const pictureOf = (bytes: Uint8Array) => ({
  ...{ bytes, hash: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/png' as const },
  ...{ width: 8, height: 6 },
});

async function keep(...pictures: Array<ReturnType<typeof pictureOf>>): Promise<void> {
  await app.get(PictureStore).keep(pictures, now, database.dataSource.manager);
}

it('shows a picture under the hash of its bytes, to be kept for ever', async () => {
  const picture = pictureOf(png(8, 6, 'shown'));
  await keep(picture);
  const answer = await request(app.getHttpServer()).get(`/pictures/${picture.hash}`).expect(200);
  expect(Buffer.compare(answer.body as Buffer, picture.bytes)).toBe(0);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
  });
  await request(app.getHttpServer()).head(`/pictures/${picture.hash}`).expect(200);
});

it.each(['0'.repeat(64), 'clam.png', '0'.repeat(63), `${'0'.repeat(64)}'--`, '%00'])(
  'says that there is no picture %s',
  async (hash) => {
    const answer = await request(app.getHttpServer()).get(`/pictures/${hash}`);
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.body) + answer.text).toContain('There is no such picture.');
  },
);

it('keeps a picture once, also when two keep it at once', async () => {
  const twins = [pictureOf(png(1, 1, 'twin')), pictureOf(png(1, 1, 'twin'))];
  await Promise.all([keep(...twins), keep(...twins)]);
  await keep(...twins);
  const found = await app.get(PictureStore).bytesOf(twins.map(({ hash }) => hash));
  expect([...found.values()].map((bytes) => Buffer.compare(bytes, png(1, 1, 'twin')))).toEqual([0]);
});
