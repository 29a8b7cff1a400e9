import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { askPinned, type OutboundAnswer, type OutboundRequest } from './pinned-request.js';
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

const mostMilliseconds = 10_000;

/**
 * The one way out to addresses that somebody typed (rule 41): http and https on their own ports, and every address a name stands
 * for must be public. The connection goes to the address that was checked, so a name cannot change its mind between.
 * Never throws for anything an address can do.
 */
@Injectable()
export class OutboundFetch {
  constructor(private readonly names: NameResolver) {}

  fetch(address: string, asked: OutboundRequest = {}): Promise<OutboundAnswer> {
    return fetchOutward(address, asked, this.names, askPinned);
  }
}

/** The same, with another way to ask: what is asked, and where, is decided here. */
export async function fetchOutward(
  address: string,
  asked: OutboundRequest,
  names: NameResolver,
  ask: typeof askPinned,
): Promise<OutboundAnswer> {
  const signal = AbortSignal.timeout(mostMilliseconds);
  let url = address;
  for (let left = asked.redirects ?? 0; ; left--) {
    const target = await checked(url, names);
    if ('outcome' in target) return target;
    const answer = await ask(target.url, target.pinned, asked, signal);
    if (answer.outcome !== 'answer' || left <= 0) return answer;
    const onward = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
    if (onward === undefined || !URL.canParse(onward, url)) return answer;
    url = new URL(onward, url).href;
  }
}

/** An address and the host's address to connect to, or why not. */
async function checked(address: string, names: NameResolver): Promise<{ url: URL; pinned: string } | OutboundAnswer> {
  if (!URL.canParse(address)) return refused('it is not an address');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refused('it is neither http nor https');
  if (url.port !== '') return refused('it names a port of its own');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await names.addressesOf(host);
  const [pinned] = addresses;
  if (pinned === undefined) return { outcome: 'failed', because: 'there is no such host' };
  return addresses.every(isPublicAddress) ? { url, pinned } : refused('it leads into a private network');
}

function refused(because: string): OutboundAnswer {
  return { outcome: 'refused', because };
}
