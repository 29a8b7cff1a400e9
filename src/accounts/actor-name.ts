/**
 * SQL that gives the name of the actor in a column: 'admin:ID' and 'key:ID', of people who have left by the line of the log that says
 * so; null: another kind of actor, or nobody knows any more. By primary keys and audit_entries_subject.
 */
export function nameOfActor(actor: string): string {
  return `coalesce(
    (select a.name from admins a where a.id = substr(${actor}, 7) and ${actor} like 'admin:%'),
    (select k.name from api_keys k where ${actor} ~ '^key:[0-9]{1,18}$' and k.id = substr(${actor}, 5)::bigint),
    (select gone.before ->> 'name' from audit_entries gone
     where ${actor} like 'admin:%' and gone.subject_kind = 'admin' and gone.subject_id = substr(${actor}, 7)
       and gone.action = 'admin.removed' order by gone.id desc limit 1))`;
}

/** As nameOfActor, in words whoever it was: 'command line' and the like as they stand. */
export function wordsForActor(actor: string): string {
  return `coalesce(${nameOfActor(actor)}, case when ${actor} ~ '^(admin|key):' then 'somebody who has left' else ${actor} end)`;
}
