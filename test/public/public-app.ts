import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Config, readConfig } from '../../src/config/config.js';
import { SentBroadcastReader } from '../../src/broadcasts/sent-broadcast.reader.js';
import { DeliveryStore } from '../../src/deliveries/delivery.store.js';
import { CourseReader } from '../../src/courses/course.reader.js';
import { StandingCourseReader } from '../../src/courses/standing-course.reader.js';
import { LeavingService } from '../../src/enrollments/leaving.service.js';
import { LessonPageReader } from '../../src/enrollments/lesson-page.reader.js';
import { RightsService } from '../../src/enrollments/rights.service.js';
import { WalkReader } from '../../src/enrollments/walk.reader.js';
import { WalkService } from '../../src/enrollments/walk.service.js';
import { prepareHttp } from '../../src/http/http-app.js';
import { HttpModule } from '../../src/http/http.module.js';
import { IdempotencyStore } from '../../src/http/idempotency.store.js';
import { RequestCounters } from '../../src/http/request-counter.store.js';
import { LinkService } from '../../src/links/link.service.js';
import { PublicModule } from '../../src/public/public.module.js';
import { AddressChangeService } from '../../src/signup/address-change.service.js';
import { settingsByEnvironment } from '../../src/settings/environment-settings.js';
import { HouseSettings } from '../../src/settings/house-settings.js';
import { SignupService } from '../../src/signup/signup.service.js';
import { SubscriberStore } from '../../src/subscribers/subscriber.store.js';
import { Clock } from '../../src/schedule/clock.js';
import {
  Deeds,
  FakeAddresses,
  FakeCounters,
  FakeCourses,
  FakeLeaving,
  FakeLessons,
  FakeRights,
  FakeSignups,
  FakeWalkReader,
  FakeWalks,
  FixedClock,
} from './fakes.js';

/** The front door with nothing behind it: the real pages, filter and middlewares over fakes. */
export async function publicApp(environment: Record<string, string> = {}) {
  const config = readConfig(environment);
  const links = new LinkService({ value: 'a secret of more than thirty-two letters' });
  const deeds = new Deeds();
  const fakes = {
    courses: new FakeCourses(),
    signups: new FakeSignups(deeds, links),
    reader: new FakeWalkReader(),
    walks: new FakeWalks(deeds),
    leaving: new FakeLeaving(deeds),
    rights: new FakeRights(deeds),
    addresses: new FakeAddresses(deeds),
    lessons: new FakeLessons(),
  };
  const providers = [
    { provide: Config, useValue: config },
    { provide: HouseSettings, useValue: settingsByEnvironment(config) },
    { provide: Clock, useClass: FixedClock },
    { provide: LinkService, useValue: links },
    { provide: CourseReader, useValue: fakes.courses },
    { provide: StandingCourseReader, useValue: {} },
    { provide: SignupService, useValue: fakes.signups },
    { provide: SubscriberStore, useValue: {} }, // asked only by what needs a database anyway
    { provide: WalkReader, useValue: fakes.reader },
    { provide: WalkService, useValue: fakes.walks },
    { provide: LeavingService, useValue: fakes.leaving },
    { provide: RightsService, useValue: fakes.rights },
    { provide: AddressChangeService, useValue: fakes.addresses },
    { provide: LessonPageReader, useValue: fakes.lessons },
    { provide: DeliveryStore, useValue: { byId: () => Promise.resolve(null) } },
    { provide: SentBroadcastReader, useValue: {} }, // no letter here is an issue
  ];
  class Rooms {}
  Module({})(Rooms);
  const rooms = { module: Rooms, global: true, providers, exports: providers.map(({ provide }) => provide) };
  const testing = await Test.createTestingModule({ imports: [rooms, HttpModule, PublicModule] })
    .overrideProvider(RequestCounters)
    .useValue(new FakeCounters())
    .overrideProvider(IdempotencyStore)
    .useValue({}) // the admin's, and no route of the admin is here
    .compile();
  const app = testing.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  prepareHttp(app, config);
  await app.init();
  return { app, deeds, links, ...fakes };
}
