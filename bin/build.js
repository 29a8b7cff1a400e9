import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built-from');
const lock = join(root, 'node_modules', '.coursepost-building');
const sources = [
  'src',
  'emails',
  'migrations',
  'scripts',
  'admin',
  'bench',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
];

/** Builds dist/ if anything it is made from has changed (rule 43); offline, some 15 s the first time, nothing afterwards. */
export function build() {
  const wanted = fingerprint();
  if (built() === wanted) return;
  for (let waited = 0; !take(lock); waited++) {
    if (waited > 600 || built() === wanted) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    if (built() === wanted) return;
    process.stderr.write('Building Coursepost …\n');
    const begun = Date.now();
    run('@nestjs/cli/bin/nest.js', 'build');
    run('vite/bin/vite.js', 'build', '--config', 'admin/vite.config.ts');
    removeOlder(begun);
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function run(program, ...words) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...words], {
    cwd: root,
    // Vite warns without a NODE_ENV of its own choosing, and Jest's would give a development build.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  process.stderr.write('The build failed; see the lines above.\n');
  rmSync(lock, { recursive: true, force: true }); // exit() runs no finally
  process.exit(1);
}

function built() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return '';
  }
}

/** By content, so that a fresh clone, a copy and a checkout of the same files are the same. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources)
    for (const file of filesIn(join(root, source))) hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** What this build did not write has no source any more. Removed afterwards, so that running processes keep their files. */
function removeOlder(begun) {
  for (const file of filesIn(join(root, 'dist'))) if (statSync(file).mtimeMs < begun - 1_000) rmSync(file);
}

/** A folder is made by one process only; one left by a killed build is taken over after two minutes. */
function take(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > 120_000) rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
