import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { HouseSettings } from '../settings/house-settings.js';
import { KnownSenders } from '../settings/known-senders.js';
import { broadcastTemplate } from '../rendering/templates.js';
import { AudienceNamesReader } from './audience.reader.js';
import { compileAudience, zoneOfPerson } from './audience-sql.js';
import type { Broadcast, BroadcastPicture } from './broadcast.store.js';
import { hasPassed, spanOf, timesIn } from './due-times.js';
import { homeZone } from './home-zone.js';
import type { SendingCheck } from './sending.schema.js';
import { zoneNames } from '../schedule/zone.js';

type Fault = SendingCheck['faults'][number];

/** Whether a broadcast can be sent as it stands, and to how many. Changes nothing. */
@Injectable()
export class SendingCheckService {
  constructor(
    private readonly db: DataSource,
    private readonly names: AudienceNamesReader,
    private readonly senders: KnownSenders,
    private readonly writer: LetterWriter,
    private readonly house: HouseSettings,
  ) {}

  get home(): string {
    return homeZone(this.house);
  }

  /** Everybody counted to the last: for the question before a sending. */
  async check(one: Broadcast, pictures: readonly BroadcastPicture[], now: Date): Promise<SendingCheck> {
    const { chosen, gone } = await this.names.chosen(one.audience);
    const faults = await this.faults(one, pictures, gone, now);
    const zones = gone.length > 0 ? [] : await this.zones(one, chosen, now);
    const { plan } = one;
    const sum = (some: typeof zones) => some.reduce((total, { people }) => total + people, 0);
    const span = spanOf(plan);
    return {
      count: sum(zones),
      passed: plan.when === 'local' ? sum(zones.filter(({ zone }) => hasPassed(zone, plan, now))) : 0,
      faults: sum(zones) === 0 && gone.length === 0 ? [...faults, nobody] : faults,
      first: span?.first.toISOString() ?? null,
      last: span?.last.toISOString() ?? null,
    };
  }

  /** What keeps it from being sent; empty: it means somebody, and can go. Looks for one person only. */
  async faultsBeforeSending(one: Broadcast, pictures: readonly BroadcastPicture[], now: Date): Promise<Fault[]> {
    const { chosen, gone } = await this.names.chosen(one.audience);
    const faults = await this.faults(one, pictures, gone, now);
    if (faults.length > 0) return faults;
    return (await this.zones(one, chosen, now, 1)).length === 0 ? [nobody] : [];
  }

  /** The letter's words, its sender, its time, and what its audience names. */
  private async faults(
    one: Broadcast,
    pictures: readonly BroadcastPicture[],
    gone: readonly string[],
    now: Date,
  ): Promise<Fault[]> {
    const faults: Fault[] = [];
    const say = (field: string, message: string) => faults.push({ field, message });
    if (one.subject.trim() === '') say('subject', 'It has no subject yet.');
    else if (/[\p{Cc}\u2028\u2029]/u.test(one.subject)) say('subject', 'Please keep the subject to one line.');
    else if (one.subject.length > 150) say('subject', 'Please keep the subject to 150 characters.');
    if (one.preheader.length > 150) say('preheader', 'Please keep the preheader to 150 characters.');
    if (one.body.trim() === '') say('body', 'There is nothing in it yet.');
    if (faults.length === 0) {
      const letter = { ...one, date: '2026-01-01', course: null, pictures: byPath(pictures) };
      await broadcastTemplate(letter, this.writer.look).catch((error: unknown) =>
        say('body', error instanceof Error ? error.message : String(error)),
      );
    }
    const sender = one.sender === null ? null : await this.senders.problemWith(one.sender);
    if (sender !== null) say('sender', sender);
    for (const what of gone) say('audience', `${what} is no longer there: please choose again.`);
    const span = spanOf(one.plan);
    if (span !== null && span.last < now)
      say('plan', one.plan.when === 'at' ? 'This time has passed.' : 'This hour is over everywhere.');
    return faults;
  }

  /** How many people it means in each zone. `limit`: no more than this many people are looked for. */
  private async zones(
    { audience, plan }: Broadcast,
    chosen: Parameters<typeof compileAudience>[1],
    now: Date,
    limit: number | null = null,
    db: EntityManager = this.db.manager,
  ): Promise<Array<{ zone: string; people: number }>> {
    const { where, values } = compileAudience(audience, chosen, { consentedBy: now, now });
    const times = [...new Set([this.home, ...zoneNames()])].map((zone) => timesIn(zone, plan, now));
    const [home, names, from, to, most] = [1, 2, 3, 4, 5].map((more) => `$${values.length + more}`);
    return db.query(
      `select zone, count(*)::int as people from (
         select p.zone from subscribers s
         cross join lateral (select ${zoneOfPerson(`${home}::text`)} as zone) p
         join unnest(${names}::text[], ${from}::timestamptz[], ${to}::timestamptz[]) as z(zone, day_from, day_to) on z.zone = p.zone
         where ${where} limit ${most}::bigint) meant group by zone`,
      [
        ...values,
        this.home,
        times.map(({ zone }) => zone),
        times.map(({ dayFrom }) => dayFrom),
        times.map(({ dayTo }) => dayTo),
        limit,
      ],
    );
  }
}

const nobody: Fault = { field: 'audience', message: 'Nobody would get it as things are now.' };

/** As letters look for them. */
export function byPath(pictures: readonly BroadcastPicture[]): Map<string, BroadcastPicture> {
  return new Map(pictures.map((picture) => [picture.path, picture]));
}
