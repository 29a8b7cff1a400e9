import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import type { DeliveryKind, DeliveryState } from '../deliveries/delivery-state.js';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { Page, PageQuery } from '../http/page.schema.js';
import { wordsFor } from '../mail/shown-address.js';
import type { TimelineItem } from './person.schema.js';
import { sayChange, sayLetter } from './timeline-words.js';

const cursorKey = z.object({ at: z.string(), id: z.string() });

interface Row {
  id: string;
  at: string;
  kind: TimelineItem['kind'];
  /** Course, lesson or notice; the action of a change. */
  what: string | null;
  detail: string | null;
  by: string | null;
  deliveryId: string | null;
  deliveryKind: DeliveryKind | null;
  state: DeliveryState | null;
  repeat: boolean | null;
  shown: boolean | null;
  slot: Date | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/**
 * Everything that happened to one person, newest first, by key (instant, then a letter and a number). One query; each branch is
 * served by an index that begins with the person: signups_subscriber, the keys of consents and deliveries, audit_entries_subject.
 */
@Injectable()
export class TimelineReader {
  constructor(private readonly db: DataSource) {}

  /** Addresses in words of people and mail servers are masked for those who may not see them. */
  async page(
    subscriberId: string,
    { after, limit }: PageQuery,
    admin: Pick<Admin, 'permissions'>,
  ): Promise<Page<TimelineItem>> {
    const cursor = decodeCursor(after, cursorKey);
    const rows = await this.db.query<Row[]>(`${timeline} order by t.at desc, t.id desc limit $4`, [
      subscriberId,
      cursor?.at ?? null,
      cursor?.id ?? null,
      limit + 1,
    ]);
    const page = pageFrom(rows, limit, ({ at, id }) => ({ at, id }));
    return { items: page.items.map((row) => itemOf(row, admin)), next: page.next };
  }
}

const timeline = /* sql */ `
  select t.*, t.at::text as at, coalesce(m.name, t.by) as by from (
    select 's' || g.id as id, g.created_at as at, 'sign-up' as kind, c.slug as what,
           case when g.confirmed_at is null then 'not confirmed' end as detail, null as by, null::bigint as "deliveryId",
           null as "deliveryKind", null as state, null::boolean as repeat, null::boolean as shown, null::timestamptz as slot,
           null::jsonb as before, null::jsonb as after
    from signups g left join courses c on c.id = g.course_id where g.subscriber_id = $1
    union all
    select 'c' || n.id, n.confirmed_at, 'consent', coalesce(c.slug, 'newsletter'), n.words, null, null, null, null, null, null, null, null, null
    from consents n left join courses c on c.id = n.course_id where n.subscriber_id = $1
    union all
    select 'w' || n.id, n.withdrawn_at, 'consent-withdrawn', coalesce(c.slug, 'newsletter'), null, null, null, null, null, null, null, null, null, null
    from consents n left join courses c on c.id = n.course_id where n.subscriber_id = $1 and n.withdrawn_at is not null
    union all
    select 'd' || d.id, coalesce(d.handed_over_at, d.settled_at, d.created_at), 'letter',
           coalesce(rl.subject, pl.subject, l.key, bc.subject, d.notice, c.slug), coalesce(d.because, d.reply), null, d.id, d.kind, d.state,
           d.repeat_of is not null, d.composed is not null, d.slot, null, null
    from deliveries d
    left join courses c on c.id = d.course_id
    left join lessons l on l.id = d.lesson_id
    left join revision_lessons rl on rl.revision_id = d.revision_id and rl.lesson_id = d.lesson_id
    left join revision_lessons pl on pl.revision_id = c.published_revision_id and pl.lesson_id = d.lesson_id
    left join broadcasts bc on bc.id = d.broadcast_id
    where d.subscriber_id = $1
    union all
    select e.kind || d.id, e.at, e.what, coalesce(rl.subject, d.notice), null, null, d.id, d.kind, d.state, d.repeat_of is not null,
           d.composed is not null, d.slot, null, null
    from deliveries d
    cross join lateral (values ('m', d.done_at, 'mark'), ('b', d.bounced_at, 'bounce'), ('k', d.complained_at, 'complaint')) as e(kind, at, what)
    left join revision_lessons rl on rl.revision_id = d.revision_id and rl.lesson_id = d.lesson_id
    where d.subscriber_id = $1 and e.at is not null and (e.kind <> 'm' or d.kind = 'lesson')
    union all
    select 'x' || a.id, a.at, 'change', a.action, null, a.actor, null, null, null, null, null, null, a.before, a.after
    from audit_entries a where a.subject_kind = 'subscriber' and a.subject_id = $1::text
    union all
    select 'z' || a.id, a.at, 'change', a.action, null, a.actor, null, null, null, null, null, null, a.before, a.after
    from enrollments e join audit_entries a on a.subject_kind = 'enrollment' and a.subject_id = e.id::text where e.subscriber_id = $1
    union all
    select 'y' || a.id, a.at, 'change', a.action, null, a.actor, null, null, null, null, null, null, a.before, a.after
    from subscribers s join audit_entries a on a.subject_kind = 'suppression' and a.subject_id = s.address_hash where s.id = $1
  ) t
  left join admins m on t.by = 'admin:' || m.id
  where ($2::timestamptz is null or (t.at, t.id) < ($2, $3))`;

function itemOf(row: Row, admin: Pick<Admin, 'permissions'>): TimelineItem {
  const letter =
    row.deliveryId !== null && row.deliveryKind !== null && row.state !== null
      ? {
          id: row.deliveryId,
          kind: row.deliveryKind,
          state: row.state,
          repeat: row.repeat ?? false,
          shown: row.shown ?? false,
          slot: row.slot?.toISOString() ?? null,
        }
      : null;
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    kind: row.kind,
    title: wordsFor(admin, titleOf(row)),
    detail: wordsFor(admin, row.detail),
    by: row.by,
    letter,
  };
}

function titleOf({ kind, what, deliveryKind, repeat, before, after }: Row): string {
  switch (kind) {
    case 'sign-up':
      return `Signed up${what === null ? '' : ` for ${what}`}`;
    case 'consent':
      return `Agreed to ${what === 'newsletter' ? 'the newsletter' : `the course ${what}`}`;
    case 'consent-withdrawn':
      return `Consent for ${what === 'newsletter' ? 'the newsletter' : what} ended`;
    case 'mark':
      return `Marked “${what}” as done`;
    case 'bounce':
      return 'A letter came back';
    case 'complaint':
      return 'Complained about a letter';
    case 'change':
      return sayChange(String(what), before, after);
    default:
      return sayLetter(deliveryKind, what, repeat ?? false);
  }
}
