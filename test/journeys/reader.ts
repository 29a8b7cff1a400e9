import type { Arrived } from '../mail-server.js';
import type { TestHouse } from '../house.js';

/** One person in a journey: what they press on their page, and what lies in their inbox. */
export class Reader {
  constructor(
    readonly house: TestHouse,
    readonly email: string,
    /** Path of their own page. */
    readonly page: string,
  ) {}

  /** Signs up, confirms, and has lesson 1 at once. */
  static async join(house: TestHouse, email: string, fields: Record<string, string> = {}): Promise<Reader> {
    return new Reader(house, email, await house.join(email, fields));
  }

  /** Presses a button of the page; gives the code of the sentence it answers with. The latest walk is meant unless named. */
  async press(action: string, fields: Record<string, string> = {}): Promise<string> {
    const walk = await this.walk();
    const answer = await this.house.web
      .post(this.page)
      .type('form')
      .send({ action, ...(walk ? { enrollment: walk.id } : {}), ...fields });
    if (answer.status !== 303) throw new Error(`${action}: ${answer.status} ${words(answer.text)}`);
    return new URL(String(answer.headers.location), 'http://x').searchParams.get('said') ?? '';
  }

  calendar(hour: string, zone: string, days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']): Promise<string> {
    return this.press('calendar', { hour, zone, ...Object.fromEntries(days.map((day) => [day, 'yes'])) });
  }

  /** Asks for the lesson that the ledger owes next, or the one named. */
  async nextNow(lesson?: string): Promise<string> {
    return this.press('next-now', { lesson: lesson ?? (await this.owed()) });
  }

  /** The page as it reads, without tags. */
  async reads(): Promise<string> {
    return words((await this.house.web.get(this.page).expect(200)).text);
  }

  /** Every letter that arrived, oldest first. */
  get letters(): Arrived[] {
    return this.house.mail.to(this.email);
  }

  /** The lessons that arrived, as 'day n @ instant', oldest first. */
  get lessons(): string[] {
    return this.letters.flatMap(({ mail }) => {
      const day = /^Day (\d+) of/.exec(mail.subject ?? '')?.[1];
      return day ? [`${day} @ ${mail.date?.toISOString().slice(0, 16)}Z`] : [];
    });
  }

  /** The walk begun last, as stored; undefined before confirmation and after "forget me". */
  async walk(): Promise<{ id: string; subscriberId: string; state: string; nextSlotAt: Date | null } | undefined> {
    const [walk] = await this.house.database.dataSource.query<
      Array<{ id: string; subscriberId: string; state: string; nextSlotAt: Date | null }>
    >(
      `select e.id, e.subscriber_id as "subscriberId", e.state, e.next_slot_at as "nextSlotAt"
       from enrollments e join subscribers s on s.id = e.subscriber_id where s.email = $1 order by e.id desc limit 1`,
      [this.email],
    );
    return walk;
  }

  /** The lesson and completion rows of all walks, oldest first. */
  rows(): Promise<LedgerRow[]> {
    return this.house.database.dataSource.query<LedgerRow[]>(
      `select d.id, d.kind, d.state, l.key as lesson, d.requested, d.scheduled, d.repeat_of as "repeatOf", d.slot, d.local_date as "localDate",
              d.due_at as "dueAt", d.leave_by as "leaveBy", d.deferrals, d.failed_slots as "failedSlots", d.doubts, d.held, d.because
       from deliveries d join subscribers s on s.id = d.subscriber_id left join lessons l on l.id = d.lesson_id
       where s.email = $1 and d.enrollment_id is not null order by d.id`,
      [this.email],
    );
  }

  async lastRow(): Promise<LedgerRow> {
    const row = (await this.rows()).at(-1);
    if (!row) throw new Error(`no rows of ${this.email}`);
    return row;
  }

  private async owed(): Promise<string> {
    const page = (await this.house.web.get(this.page).expect(200)).text;
    const lesson = /name="lesson" value="(\d+)"/.exec(page)?.[1];
    if (!lesson) throw new Error('the page offers no next lesson');
    return lesson;
  }
}

export interface LedgerRow {
  id: string;
  kind: string;
  state: string;
  lesson: string | null;
  requested: boolean;
  scheduled: boolean;
  repeatOf: string | null;
  slot: Date | null;
  localDate: string | null;
  dueAt: Date;
  leaveBy: Date;
  deferrals: number;
  failedSlots: number;
  doubts: number;
  held: boolean;
  because: string | null;
}

function words(html: string): string {
  return html
    .replace(/<(script|style)[^]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
