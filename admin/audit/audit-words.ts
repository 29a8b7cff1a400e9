import type { AuditLine } from '../../src/accounts/audit-log.schema.js';

/** 'Anna', 'the key “Shop”', 'a reader', 'the command line'. */
export function actorName({ actor, who }: Pick<AuditLine, 'actor' | 'who'>): string {
  if (actor.startsWith('key:')) return who === null ? 'a key' : `the key “${who}”`;
  if (who !== null) return who;
  if (actor === 'reader') return 'a reader';
  if (actor === 'command line') return 'the command line';
  return actor.startsWith('admin:') ? 'somebody who has left' : actor;
}

const known: Readonly<Record<string, string>> = {
  'admin.joined': 'joined',
  'admin.signed_in': 'signed in',
  'admin.sign_in_ended': 'ended a sign-in',
  'admin.renamed': 'changed their name',
  'admin.password_changed': 'changed their password',
  'admin.password_reset': 'chose a new password by letter',
  'admin.reset_link_made': 'made a link to a new password for',
  'admin.second_factor_added': 'switched codes from an app on',
  'admin.second_factor_removed': 'switched codes from an app off',
  'admin.recovery_codes_made': 'made new recovery codes',
  'admin.passkey_added': 'added a passkey',
  'admin.passkey_renamed': 'renamed a passkey',
  'admin.passkey_removed': 'removed a passkey',
  'admin.role_changed': 'changed the role of',
  'admin.removed': 'removed',
  'invitation.made': 'invited',
  'invitation.sent_again': 'sent another letter to',
  'invitation.link_shown': 'made a link to hand over to',
  'invitation.withdrawn': 'withdrew the invitation of',
  'key.made': 'made the key',
  'key.revoked': 'revoked the key',
  'bulk.started': 'began work on many people,',
  'bulk.stopped': 'stopped work on many people,',
  'bulk.resumed': 'let work on many people go on,',
  'bulk.undone': 'took back work on many people,',
  'tag.renamed': 'gave another name to',
  'tag.merged': 'made one with another tag:',
  'tag.deleted': 'deleted',
  'subscribers.exported': 'downloaded the',
  'subscriber.exported': 'downloaded everything kept about',
};

/** As a verb where we know one; else 'course.published' → 'course published'. */
export function actionWords(action: string): string {
  return known[action] ?? action.replace(/[._]/g, ' ');
}

/** What it was done to, unless the actor is the subject. */
export function subjectWords({ actor, subjectKind, subjectId, subject }: AuditLine): string {
  if (`${subjectKind}:${subjectId}` === actor) return '';
  return subject ?? `${subjectKind} ${subjectId}`;
}

/** One line per member that differs: [member, before, after]; null: it was not there. */
export function differences({
  before,
  after,
}: Pick<AuditLine, 'before' | 'after'>): Array<[string, string | null, string | null]> {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name): [string, string | null, string | null] => [name, shown(before?.[name]), shown(after?.[name])])
    .filter(([, was, is]) => was !== is);
}

function shown(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value, null, 1);
}
