import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { runProgram, type RunAs } from './postgres-program.js';

/**
 * The system user of that name, made if missing. PostgreSQL refuses to run as root, so root runs it as this user.
 * Two processes making it at once both find it in the end.
 * @throws EmbeddedPostgresFailed where it is missing and cannot be made
 */
export async function findOrCreateUser(name: string): Promise<RunAs> {
  const found = await findUser(name);
  if (found) return found;
  const ways: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        name,
      ],
    ],
    ['adduser', ['--system', '--group', '--no-create-home', name]], // Debian
    ['adduser', ['-S', '-D', '-H', name]], // BusyBox
  ];
  const said: string[] = [];
  for (const [program, args] of ways) {
    const made = await runProgram(program, args);
    const user = await findUser(name);
    if (user) return user;
    said.push(`${program}: ${made.output.split('\n')[0] ?? ''}`);
  }
  throw new EmbeddedPostgresFailed(
    `it does not run as root, and the system user "${name}" to run it as is missing and could not be made.`,
    { logLines: said, advice: `Make that user, or start Coursepost as a plain user.` },
  );
}

/** The user of a uid (its name, or the number if it has none). */
export async function userOfUid(uid: number, gid: number): Promise<RunAs> {
  const name = await runProgram('id', ['-nu', String(uid)]);
  return { name: name.code === 0 ? name.output : String(uid), uid, gid };
}

async function findUser(name: string): Promise<RunAs | null> {
  const uid = await runProgram('id', ['-u', name]);
  const gid = await runProgram('id', ['-g', name]);
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}

/** Whether that user can really enter the folder: tried, not computed, since access lists and mounts have a say too. */
export async function canEnter(folder: string, as: RunAs): Promise<boolean> {
  const tried = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { as });
  return tried.code === 0;
}
