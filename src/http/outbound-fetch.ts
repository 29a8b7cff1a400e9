import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { isPublicAddress } from './public-address.js';

/** Port: what a host name stands for. */
export abstract class NameResolver {
  /** Every address; an empty list: there is no such name. */
  abstract addressesOf(host: string): Promise<string[]>;
}

@Injectable()
export class SystemResolver extends NameResolver {
  async addressesOf(host: string): Promise<string[]> {
    const found = await lookup(host, { all: true }).catch(() => []);
    return found.map(({ address }) => address);
  }
}

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

const mostBytes = 5 * 1024 * 1024;
const mostMilliseconds = 10_000;

/**
 * The one way out to addresses that somebody typed (rule 41): http and https on their own ports, and every address a name stands
 * for must be public. The connection goes to the address that was checked, so a name cannot change its mind between.
 * Never throws for anything an address can do.
 */
@Injectable()
export class OutboundFetch {
  constructor(private readonly names: NameResolver) {}

  async fetch(address: string, asked: OutboundRequest = {}): Promise<OutboundAnswer> {
    const signal = AbortSignal.timeout(mostMilliseconds);
    let url = address;
    for (let left = asked.redirects ?? 0; ; left--) {
      const answer = await this.once(url, asked, signal);
      if (answer.outcome !== 'answer' || left <= 0) return answer;
      const onward = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
      if (onward === undefined || !URL.canParse(onward, url)) return answer;
      url = new URL(onward, url).href;
    }
  }

  private async once(address: string, asked: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    if (!URL.canParse(address)) return refused('it is not an address');
    const url = new URL(address);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return refused('it is neither http nor https');
    if (url.port !== '') return refused('it names a port of its own');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await this.names.addressesOf(host);
    const [pinned] = addresses;
    if (pinned === undefined) return { outcome: 'failed', because: 'there is no such host' };
    if (!addresses.every(isPublicAddress)) return refused('it leads into a private network');
    return ask(url, pinned, asked, signal);
  }
}

function ask(url: URL, pinned: string, asked: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
  const { method = 'GET', headers = {}, body, wantsBody = true } = asked;
  const secure = url.protocol === 'https:';
  return new Promise((resolve) => {
    const failed = (error: Error) =>
      resolve({ outcome: 'failed', because: signal.aborted ? 'nobody answered in time' : wordsOf(error) });
    const request = (secure ? httpsRequest : httpRequest)(
      {
        host: pinned,
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
          if (size > mostBytes) response.destroy(new Error('more than 5 MB'));
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

function refused(because: string): OutboundAnswer {
  return { outcome: 'refused', because };
}

/** OpenSSL's and libuv's codes, in words a person who typed an address understands. */
function wordsOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) return 'its certificate is not valid';
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  return error.message === 'more than 5 MB' ? 'it sends more than 5 MB' : 'the connection broke';
}
