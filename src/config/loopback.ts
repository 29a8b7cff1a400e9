import { isIPv4 } from 'node:net';

/** Whether a host, as a URL, a Host header without port or an IP address says it, is this machine (RFC 6761 6.3, RFC 4291 2.5.3). */
export function isLoopback(host: string): boolean {
  const plain = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:/, '');
  if (plain === '::1' || plain === 'localhost') return true;
  return isIPv4(plain) ? plain.startsWith('127.') : /^[a-z\d.-]+\.localhost$/.test(plain);
}
