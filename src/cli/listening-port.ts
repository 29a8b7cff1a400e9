import { createServer } from 'node:net';
import type { Config } from '../config/config.js';

/** Asked before anything starts, so that a second start ends at once with the name of the setting. */
export async function refuseTakenPort(config: Config): Promise<void> {
  const { PORT, HOST } = config.settings;
  const trouble = await listeningTrouble(PORT, HOST);
  if (trouble === null) return;
  if (trouble !== 'EADDRINUSE') throw new Error(`HOST ${HOST} and PORT ${PORT} cannot be listened on (${trouble}).`);
  const free = await freePort(HOST);
  throw new Error(`PORT ${PORT} is taken by another program. Set PORT to a free one, for example PORT=${free}.`);
}

/** Whether somebody else listens there already. */
export async function isTaken(port: number, host: string): Promise<boolean> {
  return (await listeningTrouble(port, host)) === 'EADDRINUSE';
}

/** A port that is free at this moment; somebody may take it in the next. */
export async function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** null: it can be listened on; else the system's word for why not. */
function listeningTrouble(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
