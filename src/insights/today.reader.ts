import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { CourseReader } from '../courses/course.reader.js';
import { addDays, localDateOf, startOfDate } from '../schedule/wall-time.js';
import { HouseSettings } from '../settings/house-settings.js';
import { FiguresService } from './figures.service.js';
import { spansOf } from './forecast.js';
import type { TodayView } from './today.schema.js';

const hourMs = 3_600_000;
const lateMs = 10 * 60_000;
const countedAtMost = 300;

interface Tally {
  quarter: Date;
  state: 'accepted' | 'refused' | 'in_doubt';
  letters: number;
}

/** The first page: what has left and what is to come, and what wants a person. Reads little, however many readers there are. */
@Injectable()
export class TodayReader {
  constructor(
    private readonly db: DataSource,
    private readonly figures: FiguresService,
    private readonly courses: CourseReader,
    private readonly house: HouseSettings,
    private readonly config: Config,
  ) {}

  async view(zone: string, now: Date): Promise<TodayView> {
    const date = localDateOf(now, zone);
    const dates = Array.from({ length: 8 }, (_, day) => addDays(date, day));
    const starts = dates.map((one) => startOfDate(zone, one));
    const [from = now, to = now] = starts;
    const { forecast, comings } = await this.figures.read(now);
    const rate = this.house.now.sendRate;
    const toCome = (spans: ReadonlyArray<{ from: Date; to: Date }>) =>
      spansOf(
        forecast?.figures ?? { from: now.toISOString(), quarters: [] },
        spans.map((span) => later(span, now)),
      );
    const hours = hoursOf(from, to);
    const left = toCome(hours);
    const tallies = await this.tallies(from, to);
    const days = toCome(starts.slice(0, 7).map((start, day) => ({ from: start, to: starts[day + 1] ?? start })));
    return {
      at: now.toISOString(),
      zone,
      from: from.toISOString(),
      to: to.toISOString(),
      hours: hours.map((hour, index) => ({
        from: hour.from.toISOString(),
        ...settledIn(tallies, hour),
        toCome: left[index]?.letters ?? 0,
      })),
      rate,
      forecast: forecast && {
        reckonedAt: forecast.reckonedAt.toISOString(),
        days: days.map(({ letters, fullest }, day) => ({
          date: dates[day] ?? date,
          letters,
          longestMinutes: rate === null || fullest === 0 ? null : Math.ceil(fullest / rate / 60),
        })),
      },
      comings: comings && {
        reckonedAt: comings.reckonedAt.toISOString(),
        ...comings.figures,
      },
      wants: await this.wants(from, now),
      welcome: await this.welcome(),
    };
  }

  /** A row a worker, quarter and state; by the beginning of letter_tallies' primary key. */
  private async tallies(from: Date, to: Date): Promise<Tally[]> {
    return this.db.query<Tally[]>(
      `select quarter, state, sum(letters)::int as letters from letter_tallies where quarter >= $1 and quarter < $2 group by 1, 2`,
      [from, to],
    );
  }

  /** Each counted up to 300 and no further; served by deliveries_unsent and deliveries_due. Whether a broadcast is late, its own page says. */
  private async wants(from: Date, now: Date): Promise<TodayView['wants']> {
    const counted = (condition: string) =>
      `(select count(*)::int from (select 1 from deliveries where ${condition} limit ${countedAtMost + 1}) x)`;
    const [row] = await this.db.query<[{ inDoubt: number; refused: number; late: number }]>(
      `select ${counted(`state = 'in_doubt' and settled_at is not null`)} as "inDoubt",
              ${counted(`state = 'refused' and settled_at >= $1`)} as refused,
              ${counted(`state = 'planned' and (broadcast_id is null or decided_at is not null) and due_at < $2`)} as late`,
      [from, new Date(now.getTime() - lateMs)],
    );
    const capped = (count: number) => ({ count: Math.min(count, countedAtMost), capped: count > countedAtMost });
    return { inDoubt: capped(row.inDoubt), refusedToday: capped(row.refused), late: capped(row.late) };
  }

  private async welcome(): Promise<TodayView['welcome']> {
    const [row] = await this.db.query<[{ any: boolean }]>('select exists (select 1 from subscribers) as any');
    const courses = await this.courses.list();
    return {
      isEmpty: !row.any,
      courses: courses.map(({ slug, settings }) => ({
        slug,
        name: settings.name,
        address: `${this.config.publicUrl}/courses/${slug}`,
      })),
    };
  }
}

/** The hours of a day, whole ones from its beginning: 23 or 25 where the clocks change. */
function hoursOf(from: Date, to: Date): Array<{ from: Date; to: Date }> {
  const count = Math.ceil((to.getTime() - from.getTime()) / hourMs);
  const at = (hour: number) => new Date(Math.min(from.getTime() + hour * hourMs, to.getTime()));
  return Array.from({ length: count }, (_, hour) => ({ from: at(hour), to: at(hour + 1) }));
}

/** What of a span is still to come. */
function later(span: { from: Date; to: Date }, now: Date): { from: Date; to: Date } {
  return { from: span.from > now || span.to <= now ? span.from : now, to: span.to <= now ? span.from : span.to };
}

function settledIn(tallies: readonly Tally[], { from, to }: { from: Date; to: Date }) {
  const sum = (state: Tally['state']) =>
    tallies
      .filter((tally) => tally.state === state && tally.quarter >= from && tally.quarter < to)
      .reduce((total, tally) => total + tally.letters, 0);
  return { accepted: sum('accepted'), refused: sum('refused'), inDoubt: sum('in_doubt') };
}
