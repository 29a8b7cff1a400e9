import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The turn of nearly every letter, as a function: planning this statement costs PostgreSQL more than running it, and a function's plan is
 * kept by the connection, behind a transaction-mode pooler too, where named statements are not (rule 39).
 * A newer form gets a new name: processes of the release before may still call this one.
 */
export class LetterTurn1764008000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(letterTurn);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const letterTurn = /* sql */ `
  -- accepted: [{subscriberId, id, attempts, replyCode, reply, enrollmentId, walk}], walk being null or what its next step was reckoned from, and the step;
  -- next: [{subscriberId, id, attempts, revisionId, composed}]. Gives the ids of what was settled and of what may be handed over.
  -- room: how many of next may be marked beside those that take the place of what is settled here (rule 18); the first ones are.
  -- Rows come by key, whatever the statistics say: the plan is made once for a connection, often when no letter is in hand yet and
  -- deliveries_in_hand looks empty, and every turn then read the whole claim. No such index can serve "state || ''".
  create function letter_turn(accepted jsonb, next jsonb, room integer, worker bigint, at timestamptz, quarter_at timestamptz,
                              out settled_ids bigint[], out marked_ids bigint[])
  language plpgsql as $$
  begin
    with o as materialized (
      select * from jsonb_to_recordset(accepted) as o("subscriberId" bigint, id bigint, attempts smallint, "replyCode" smallint,
        reply text, "enrollmentId" bigint, walk jsonb)),
    -- Walks that stand as foreseen, locked. One that somebody else holds is passed by: its letter takes the long way.
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
      returning d.subscriber_id, d.id, d.enrollment_id, o.walk),
    stepped as (
      update enrollments e
      set next_slot_at = (s.walk->>'nextSlotAt')::timestamptz, waiting = (s.walk->>'waiting')::boolean,
          lessons_had = (s.walk->>'lessonsHad')::smallint
      from settled s where s.walk is not null and e.subscriber_id = s.subscriber_id and e.id = s.enrollment_id),
    tally as (
      insert into letter_tallies as t (quarter, worker_id, state, letters)
      select quarter_at, worker, 'accepted', count(*) from settled having count(*) > 0
      on conflict (quarter, worker_id, state) do update set letters = t.letters + excluded.letters),
    -- Only what this gives back may be handed over (rule 17): still claimed by this worker at this attempt, and the person may still
    -- receive it. Confirmations may go to people who once unsubscribed or asked to be forgotten (rule 30). Fixes revision and facts (rule 15).
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
      returning d.id)
    select (select array_agg(s.id) from settled s), (select array_agg(m.id) from marked m) into settled_ids, marked_ids;
  end $$;
`;
