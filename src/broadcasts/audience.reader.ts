import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { addressFor, wordsFor } from '../mail/shown-address.js';
import { addDays, localDateOf, startOfDate } from '../schedule/wall-time.js';
import { zoneNames } from '../schedule/zone.js';
import { HouseSettings } from '../settings/house-settings.js';
import type { Expression } from '../subscribers/expression.schema.js';
import { GoneReader } from '../subscribers/gone.reader.js';
import { PeopleReader } from '../subscribers/people.reader.js';
import { SegmentStore } from '../subscribers/segment.store.js';
import type { Audience, AudienceReading } from './audience.schema.js';
import { compileAudience, zoneOfPerson } from './audience-sql.js';
import { homeZone } from './home-zone.js';

const examples = 10;
const countedAtMost = 1_000_000;

/** What an audience names beside people. */
@Injectable()
export class AudienceNamesReader {
  constructor(
    private readonly segments: SegmentStore,
    private readonly gone: GoneReader,
  ) {}

  /** The conditions as they are now, the segment's among them, and what of all that is no longer there, in words. */
  async chosen({ to, only, segment }: Audience): Promise<{ chosen: Expression; gone: string[] }> {
    const kept = segment === null ? null : await this.segments.byId(segment);
    const chosen = [...(only ?? []), ...(kept?.expression ?? [])];
    const course: Expression = to.kind === 'course' ? [[{ is: 'enrolled', course: to.course }]] : [];
    const gone = await this.gone.named([...chosen, ...course]);
    return { chosen, gone: [...(segment !== null && kept === null ? ['The segment'] : []), ...gone] };
  }
}

/** How many people an audience means, and ten of them. Reads only. */
@Injectable()
export class AudienceReader {
  constructor(
    private readonly db: DataSource,
    private readonly names: AudienceNamesReader,
    private readonly people: PeopleReader,
    private readonly house: HouseSettings,
  ) {}

  /** An audience that names what is gone means nobody. */
  async read(audience: Audience, admin: Pick<Admin, 'permissions'>, now: Date): Promise<AudienceReading> {
    const { chosen, gone } = await this.names.chosen(audience);
    const words = await this.wordsOf(audience);
    if (gone.length > 0) return { count: 0, atLeast: false, counting: false, people: [], gone, words };
    const query = this.query(audience, chosen, now);
    const [[counted], ids] = await Promise.all([
      this.db.query<[{ count: number }]>(
        `select count(*)::int as count from (select 1 ${query.from} limit ${countedAtMost + 1}) counted`,
        query.values,
      ),
      this.db.query<Array<{ id: string }>>(
        `select s.id ${query.from} order by s.id desc limit ${examples}`,
        query.values,
      ),
    ]);
    const found = await this.people.byIds(ids.map(({ id }) => id));
    return {
      count: Math.min(counted.count, countedAtMost),
      atLeast: counted.count > countedAtMost,
      counting: false,
      people: found.map(({ id, email, firstName, zone, tags }) => ({
        ...{ id, zone, tags },
        email: addressFor(admin, email),
        firstName: wordsFor(admin, firstName),
      })),
      gone,
      words,
    };
  }

  /** By consents_standing or the key of subscribers, whichever PostgreSQL finds cheaper. "Today" is that of each zone at `now`. */
  private query(audience: Audience, chosen: Expression, now: Date): { from: string; values: unknown[] } {
    const { where, values } = compileAudience(audience, chosen, { consentedBy: now, now });
    if (!audience.spare.letterToday) return { from: `from subscribers s where ${where}`, values };
    const home = homeZone(this.house);
    const zones = zoneNames();
    const days = [home, ...zones].map((zone) => dayIn(zone, now));
    const [house, names, from, to] = [1, 2, 3, 4].map((more) => `$${values.length + more}`);
    return {
      from: `from subscribers s
        cross join (select x.day_from as home_from, x.day_to as home_to
                    from unnest(${from}::timestamptz[], ${to}::timestamptz[]) with ordinality as x(day_from, day_to, n) where x.n = 1) home
        left join (select x.zone, x.day_from, x.day_to
                   from unnest(${names}::text[], ${from}::timestamptz[], ${to}::timestamptz[]) with ordinality as x(zone, day_from, day_to, n)
                   where x.n > 1) t on t.zone = ${zoneOfPerson(`${house}::text`)}
        cross join lateral (select coalesce(t.day_from, home.home_from) as day_from, coalesce(t.day_to, home.home_to) as day_to) z
        where ${where}`,
      values: [...values, home, ['', ...zones], days.map(([start]) => start), days.map(([, end]) => end)],
    };
  }

  private async wordsOf({ to }: Audience): Promise<AudienceReading['words']> {
    if (to.kind !== 'course') return [];
    return this.db.query<AudienceReading['words']>(
      `select n.words, count(*)::int as people from consents n
       where n.purpose = 'course' and n.course_id = $1 and n.withdrawn_at is null
       group by n.words order by max(n.confirmed_at) desc limit 50`,
      [to.course],
    );
  }
}

function dayIn(zone: string, now: Date): [Date, Date] {
  const date = localDateOf(now, zone);
  return [startOfDate(zone, date), startOfDate(zone, addDays(date, 1))];
}
