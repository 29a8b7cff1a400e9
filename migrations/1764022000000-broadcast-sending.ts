import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sending to many at once. Letters of broadcasts stand in an index of their own: course letters are claimed first, and a pause is one
 * row of broadcasts, not a million of the ledger.
 */
export class BroadcastSending1764022000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [columns, claims, tallies, letterTurn]) await db.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const columns = /* sql */ `
  alter table broadcasts
    add column moved_at timestamptz,   -- when its planning, or the withdrawing of what was planned, last came further
    add column cleared_at timestamptz, -- stopped: nothing of it is planned any more
    add column dated date;             -- as its letters and the archive call its day; set when it starts
  drop index broadcasts_under_way;
  -- The few that a heartbeat has to look at.
  create index broadcasts_under_way on broadcasts (id)
    where state in ('scheduled', 'sending') or (state = 'paused' and planned_at is null) or (state = 'stopped' and cleared_at is null);
  -- The reader left by this letter's link.
  alter table deliveries add column left_at timestamptz;
  create index deliveries_came_of on deliveries (broadcast_id)
    where broadcast_id is not null and (bounced_at is not null or complained_at is not null or left_at is not null);
`;

const claims = /* sql */ `
  -- Serves the claim of everything that is no broadcast's, and of what a person decided to send once more.
  drop index deliveries_due;
  create index deliveries_due on deliveries (due_at, id) where state = 'planned' and (broadcast_id is null or decided_at is not null);
  -- Serves the claim of broadcasts, one after the other, and tells how late they are.
  create index deliveries_due_of_broadcast on deliveries (broadcast_id, due_at, id)
    where state = 'planned' and broadcast_id is not null and decided_at is null;
`;

const tallies = /* sql */ `
  -- How many letters of a broadcast each worker has settled in each minute (calendar time), as letter_tallies for the house.
  create table broadcast_tallies (
    broadcast_id bigint not null references broadcasts (id) on delete cascade,
    minute timestamptz not null,
    worker_id bigint not null references workers (id),
    state text not null check (state in ('accepted', 'refused', 'in_doubt')),
    letters integer not null,
    primary key (broadcast_id, minute, worker_id, state)
  );
`;

const letterTurn = /* sql */ `
  -- As letter_turn (1764008000000-letter-turn.ts), which processes of the release before may still call; and for broadcasts: counts them by
  -- the minute, and marks their letters only while they are being sent, for people whose consent stands. The scalar subqueries keep
  -- PostgreSQL from hashing whole tables, should the connection have planned this while they were empty.
  create function letter_turn_2(accepted jsonb, next jsonb, room integer, worker bigint, at timestamptz, quarter_at timestamptz,
                                minute_at timestamptz, out settled_ids bigint[], out marked_ids bigint[])
  language plpgsql as $$
  begin
    with o as materialized (
      select * from jsonb_to_recordset(accepted) as o("subscriberId" bigint, id bigint, attempts smallint, "replyCode" smallint,
        reply text, "enrollmentId" bigint, walk jsonb)),
    stands as materialized (
      select o.id as delivery_id, e.id as enrollment_id
      from o join enrollments e on e.subscriber_id = o."subscriberId" and e.id = o."enrollmentId"
      join courses c on c.id = e.course_id
      where o.walk is not null and e.state = 'active' and e.next_slot_at is null
        and e.zone = o.walk->>'zone' and e.hour = (o.walk->>'hour')::smallint and e.weekdays = (o.walk->>'weekdays')::smallint
        and c.published_revision_id = (o.walk->>'revisionId')::bigint
      for no key update of e skip locked),
    settled as (
      update deliveries d
      set state = 'accepted', reply_code = o."replyCode", reply = o.reply, settled_at = at, held = false
      from o left join stands s on s.delivery_id = o.id
      where d.subscriber_id = o."subscriberId" and d.id = o.id
        and d.state || '' = 'sending' and d.worker_id = worker and d.attempts = o.attempts
        and (o.walk is null or (s.enrollment_id = d.enrollment_id
             and not exists (select 1 from deliveries x where x.subscriber_id = d.subscriber_id
                             and x.enrollment_id = d.enrollment_id and x.id > d.id)))
      returning d.subscriber_id, d.id, d.enrollment_id, d.broadcast_id, o.walk),
    stepped as (
      update enrollments e
      set next_slot_at = (s.walk->>'nextSlotAt')::timestamptz, waiting = (s.walk->>'waiting')::boolean,
          lessons_had = (s.walk->>'lessonsHad')::smallint
      from settled s where s.walk is not null and e.subscriber_id = s.subscriber_id and e.id = s.enrollment_id),
    tally as (
      insert into letter_tallies as t (quarter, worker_id, state, letters)
      select quarter_at, worker, 'accepted', count(*) from settled having count(*) > 0
      on conflict (quarter, worker_id, state) do update set letters = t.letters + excluded.letters),
    of_broadcasts as (
      insert into broadcast_tallies as t (broadcast_id, minute, worker_id, state, letters)
      select s.broadcast_id, minute_at, worker, 'accepted', count(*) from settled s where s.broadcast_id is not null group by 1
      on conflict (broadcast_id, minute, worker_id, state) do update set letters = t.letters + excluded.letters),
    marked as (
      update deliveries d
      set state = 'sending', attempts = d.attempts + 1, handed_over_at = at,
          revision_id = coalesce(d.revision_id, r."revisionId"), composed = coalesce(d.composed, r.composed)
      from (select * from jsonb_to_recordset(next)
              as r("subscriberId" bigint, id bigint, attempts smallint, "revisionId" bigint, composed jsonb)
            limit greatest(room + (select count(*) from settled), 0)) r
      where d.subscriber_id = r."subscriberId" and d.id = r.id
        and d.state || '' = 'claimed' and d.worker_id = worker and d.attempts = r.attempts and d.leave_by > at
        and not exists (select 1 from suppressions x join subscribers s on s.address_hash = x.address_hash
                        where s.id = d.subscriber_id
                          and (d.kind not in ('confirmation', 'already-in', 'notice') or x.reason not in ('unsubscribed', 'forgotten')))
        and (d.enrollment_id is null
             or exists (select 1 from enrollments e where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
                        and (e.state = 'active' or (e.state = 'paused' and d.doubts > 0)
                             or ((d.repeat_of is not null or d.decided_at is not null) and e.state <> 'left'))))
        and (d.broadcast_id is null
             or ((d.decided_at is not null
                  or (select b.state = 'sending' from broadcasts b where b.id = d.broadcast_id))
                 and (select true from consents n
                      where n.subscriber_id = d.subscriber_id and n.withdrawn_at is null and n.no_issues_at is null
                        and n.course_id is not distinct from d.course_id limit 1)))
      returning d.id)
    select (select array_agg(s.id) from settled s), (select array_agg(m.id) from marked m) into settled_ids, marked_ids;
  end $$;
`;
