import 'reflect-metadata';
import { ConfigFault } from '../config/config.js';
import { HouseError } from '../house-error.js';
import { Interrupted } from './interrupted.js';
import { Misuse } from './misuse.js';

type Command = (words: string[]) => Promise<number>;

/** Loaded when asked for: `simulate` should not wait for a mail server's code. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.command.js')).serve,
  web: async () => (await import('./serve.command.js')).web,
  work: async () => (await import('./serve.command.js')).work,
  migrate: async () => (await import('./migrate.command.js')).migrateCommand,
  simulate: async () => (await import('./simulate.command.js')).simulateCommand,
  letters: async () => (await import('./letters.command.js')).letters,
  course: async () => (await import('./course.command.js')).course,
  admin: async () => (await import('./admin.command.js')).admin,
  seed: async () => (await import('./seed.command.js')).seed,
  demo: async () => (await import('./demo.command.js')).demo,
};

const help = `coursepost COMMAND

  serve                       site, inbox and worker in one process (what systemd runs)
  web | work                  one role only, to run many of
  migrate                     bring the database up to date
  course push DIR             publish a course from its files   [--draft] [--note TEXT] [--replace-draft]
                              [--inserted next|newcomers] [--finishers offer|leave] [--end wait|finish]
  course pull SLUG DIR        write a course's files
  simulate SLUG --from DATE   what a reader would get, and when [--zone ZONE] [--hour HH:MM] [--weekdays mon,wed]
                              [--skip DATE] [--json] [--dir DIR | --live]
  letters render SLUG --out DIR
                              every letter of the course as .eml [--dir DIR | --live]
  admin invite EMAIL          a link that lets one person into the team [--role owner|editor|support|viewer]
  admin reset EMAIL           a link to a new password [--second-factor forgets a lost telephone]
  admin list                  who is in the team
  seed --subscribers N        made-up readers [--course SLUG] [--enrollments N] [--due-now] [--i-know]
  demo                        fourteen days while you watch [--day 15s] [--subscribers 25] [--i-know]

Settings come from the environment and from .env; see .env.example.
`;

/** Runs one command and sets the exit code. */
export async function main(words: string[]): Promise<void> {
  // A reader that went away (`… | head`, a closed terminal) is no reason to fall over.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.exitCode = await runCommand(words);
}

/**
 * Gives the exit code: 0 done, 1 failed, 2 misused, 130 stopped half-way by a signal. Never rejects, and never prints a
 * stack trace for a person's mistake.
 */
export async function runCommand(words: string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return fail(2, `There is no command "${name}". Run coursepost help.`);
  try {
    return await (
      await load()
    )(rest);
  } catch (error) {
    if (error instanceof Misuse) return fail(2, error.message);
    if (error instanceof Interrupted) return fail(130, error.message);
    if (error instanceof ConfigFault) return fail(1, error.faults.join('\n'));
    if (error instanceof HouseError) return fail(1, [error.message, ...Object.values(error.fields)].join('\n'));
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) return fail(1, error.stack ?? error.message);
    return fail(1, error instanceof Error ? error.message : String(error));
  }
}

function fail(code: number, message: string): number {
  process.stderr.write(`${message}\n`);
  return code;
}
