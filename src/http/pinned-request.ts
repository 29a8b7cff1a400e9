import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

export interface OutboundRequest {
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: Buffer;
  /** How many redirects are followed, each checked like the first address; 0 gives the redirect itself. */
  redirects?: number;
  /** False: the answer's head is enough. */
  wantsBody?: boolean;
}

export type OutboundAnswer =
  | { outcome: 'answer'; status: number; headers: IncomingMessage['headers']; body: Buffer; url: string }
  /** Not ours to ask (rule 41); `because` is a sentence without a full stop. */
  | { outcome: 'refused'; because: string }
  /** Nobody there, or not in time. */
  | { outcome: 'failed'; because: string };

/** The most an answer may bring, in bytes. */
export const outboundLimit = 5 * 1024 * 1024;

/** One request to the address that was checked, whatever the name stands for by now. Never rejects; `signal` ends it. */
export function askPinned(
  url: URL,
  pinned: string,
  asked: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const { method = 'GET', headers = {}, body, wantsBody = true } = asked;
  const secure = url.protocol === 'https:';
  return new Promise((resolve) => {
    const failed = (error: Error) =>
      resolve({ outcome: 'failed', because: signal.aborted ? 'nobody answered in time' : wordsOf(error) });
    const request = (secure ? httpsRequest : httpRequest)(
      {
        host: pinned,
        ...(url.port === '' ? {} : { port: url.port }),
        ...(secure && !isIP(url.hostname.replace(/^\[|\]$/g, '')) ? { servername: url.hostname } : {}),
        method,
        path: `${url.pathname}${url.search}`,
        headers: { 'User-Agent': 'Coursepost', ...headers, Host: url.host },
        agent: false,
        signal,
      },
      (response) => {
        const give = (bytes: Buffer) =>
          resolve({
            outcome: 'answer',
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes,
            url: url.href,
          });
        if (!wantsBody) {
          response.destroy();
          return give(Buffer.alloc(0));
        }
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > outboundLimit) response.destroy(new Error('more than 5 MB'));
          else chunks.push(chunk);
        });
        response.on('end', () => give(Buffer.concat(chunks)));
        response.on('error', failed);
      },
    );
    request.on('error', failed);
    request.end(body);
  });
}

/** OpenSSL's and libuv's codes, in words a person who typed an address understands. */
function wordsOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) return 'its certificate is not valid';
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  return error.message === 'more than 5 MB' ? 'it sends more than 5 MB' : 'the connection broke';
}
