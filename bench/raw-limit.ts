import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

const smtpSource = ['/usr/sbin/smtp-source', '/usr/local/sbin/smtp-source'].find((path) => existsSync(path));

/** What measures the limit here. */
export const limitBy = smtpSource ? 'smtp-source' : 'socket';

/** The same letter over and over, with nothing else done: Postfix's smtp-source where it is installed, else bare sockets. */
export async function pourInto(port: number, emlFile: string, letters: number): Promise<void> {
  if (!smtpSource) return pourOverSockets(port, await readFile(emlFile), letters);
  const words = [
    '-d',
    '-s',
    '20',
    '-m',
    String(letters),
    '-F',
    emlFile,
    '-f',
    'hello@coursepost.test',
    '-t',
    'ada@example.com',
  ];
  const child = spawn(smtpSource, [...words, `127.0.0.1:${port}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
}

/** Twenty connections, each with the next envelope in one write with the message before it. */
async function pourOverSockets(port: number, message: Buffer, letters: number): Promise<void> {
  const envelope = 'MAIL FROM:<hello@coursepost.test>\r\nRCPT TO:<ada@example.com>\r\nDATA\r\n';
  const block = Buffer.concat([message, Buffer.from('\r\n.\r\n')]);
  let left = letters;
  const pour = async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    let open = false;
    let greeted = false;
    socket.on('data', (chunk) => {
      const said = chunk.toString('latin1');
      if (!greeted) {
        greeted = true;
        socket.write('EHLO bench\r\n');
      } else if (said.includes('354 ')) {
        open = left-- > 1;
        socket.write(open ? Buffer.concat([block, Buffer.from(envelope)]) : block);
      } else if (!open && said.startsWith('250-')) socket.write(envelope);
      else if (!open && left <= 0) socket.end('QUIT\r\n');
    });
    await once(socket, 'close');
  };
  await Promise.all(Array.from({ length: 20 }, pour));
}
