import { AdminStore } from '../accounts/admin.store.js';
import { emailField, roleField } from '../accounts/entry.schema.js';
import { roles } from '../accounts/permissions.js';
import { OneTimeLinks } from '../accounts/one-time-links.service.js';
import { TeamService } from '../accounts/team.service.js';
import { Misuse, readWords, refuseSurplus } from './misuse.js';
import { withRooms } from './with-rooms.js';

const actor = 'command line';

/** The team, for whoever may sit at this machine: nobody here needs to be signed in. */
export async function admin(words: string[]): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === 'invite') return invite(rest);
  if (verb === 'reset') return reset(rest);
  if (verb === 'list') return list(rest);
  throw new Misuse('admin wants invite EMAIL, reset EMAIL or list.');
}

async function invite(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words, { role: { type: 'string', default: 'owner' } });
  const email = oneAddress('admin invite', positionals);
  const role = roleField.safeParse(values.role);
  if (!role.success) throw new Misuse(`--role is ${JSON.stringify(values.role)}, expected ${roles.join(', ')}.`);
  const { url } = await withRooms((rooms, at) =>
    rooms.get(TeamService).invite({ email, role: role.data }, { actor, at }, false),
  );
  process.stdout.write(
    `Give this link to ${email}. It works once, within 7 days, and whoever takes it becomes ${role.data} of the team:\n${url}\n`,
  );
  return 0;
}

async function reset(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words, { 'second-factor': { type: 'boolean', default: false } });
  const email = oneAddress('admin reset', positionals);
  const url = await withRooms((rooms, at) =>
    rooms.get(TeamService).reset(email, values['second-factor'], { actor, at }),
  );
  process.stdout.write(
    `Give this link to ${email}. It works once, within an hour, and asks for a new password:\n${url}\n`,
  );
  return 0;
}

async function list(words: string[]): Promise<number> {
  refuseSurplus('admin list', readWords(words, {}).positionals);
  const { people, invitations } = await withRooms(async (rooms, now) => ({
    people: await rooms.get(AdminStore).all(),
    invitations: (await rooms.get(OneTimeLinks).open()).filter(({ expiresAt }) => expiresAt > now),
  }));
  const rows = [
    ...people.map(({ email, role, name }) => [email, role, name]),
    ...invitations.map(({ email, role }) => [email ?? '', role ?? '', '(invited)']),
  ];
  if (rows.length === 0) process.stdout.write('Nobody yet. Invite the first with: coursepost admin invite EMAIL\n');
  const width = Math.max(...rows.map(([email = '']) => email.length));
  for (const [email = '', role = '', name = ''] of rows)
    process.stdout.write(`${email.padEnd(width)}  ${role.padEnd(7)}  ${name}\n`);
  return 0;
}

function oneAddress(command: string, [word, ...surplus]: readonly string[]): string {
  const address = emailField.safeParse(word);
  if (!address.success || surplus.length > 0)
    throw new Misuse(`${command} wants one address: coursepost ${command} anna@example.com`);
  return address.data;
}
