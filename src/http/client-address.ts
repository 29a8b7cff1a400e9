import { isIP } from 'node:net';
import type { Request } from 'express';

/** TRUST_PROXY as Express understands it: '' trusts nobody, '1' a number of hops, 'loopback, 10.0.0.0/8' addresses. */
export function trustedProxies(setting: string): false | number | string[] {
  const text = setting.trim();
  if (text === '') return false;
  if (/^\d+$/.test(text)) return Number(text);
  return text.split(',').map((part) => part.trim());
}

/** Where the request came from, as consent records keep it: an IPv4 or IPv6 address; 'unknown' after a hung-up socket. */
export function clientAddress(request: Pick<Request, 'ip'>): string {
  const address = (request.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(address) ? address : 'unknown';
}

/**
 * What limits count by: an IPv4 address whole, an IPv6 address by its /64, which is what one line or phone is given
 * (RFC 6177), so that nobody has 18 quintillion clients at home.
 */
export function clientKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const gap = address.includes('::') ? 8 - left.length - right.length - (tail.includes('.') ? 1 : 0) : 0;
  const groups = [...left, ...Array.from({ length: Math.max(gap, 0) }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
