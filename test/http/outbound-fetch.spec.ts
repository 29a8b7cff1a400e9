import { describe, expect, test } from '@jest/globals';
import { NameResolver, OutboundFetch } from '../../src/http/outbound-fetch.js';
import { isPublicAddress } from '../../src/http/public-address.js';

class Names extends NameResolver {
  readonly asked: string[] = [];
  constructor(private readonly known: Record<string, string[]>) {
    super();
  }
  addressesOf(host: string): Promise<string[]> {
    this.asked.push(host);
    return Promise.resolve(this.known[host] ?? []);
  }
}

describe('An address is public', () => {
  test.each(['93.184.215.14', '1.1.1.1', '100.128.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001:81b::200e'])(
    '%s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe('An address is not public', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:93.184.215.14',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'nonsense',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('The way out', () => {
  test.each([
    ['another scheme', 'ftp://example.com/', 'neither http nor https'],
    ['a port of its own', 'http://example.com:8080/', 'port'],
    ['loopback', 'http://127.0.0.1/', 'private network'],
    ['loopback, written as one number', 'http://2130706433/', 'private network'],
    ['loopback of IPv6', 'http://[::1]/', 'private network'],
    ['a name of somebody’s own network', 'http://router.example/', 'private network'],
    ['a name with one address of many inside', 'https://mixed.example/', 'private network'],
    ['nothing at all', 'http://', 'not an address'],
  ])('refuses %s', async (_, url, because) => {
    const names = new Names({ 'router.example': ['192.168.0.1'], 'mixed.example': ['93.184.215.14', '10.0.0.1'] });
    expect(await new OutboundFetch(names).fetch(url)).toEqual({
      outcome: 'refused',
      because: expect.stringContaining(because),
    });
  });

  test('says so when there is no such host', async () => {
    expect(await new OutboundFetch(new Names({})).fetch('https://nowhere.example/')).toEqual({
      outcome: 'failed',
      because: 'there is no such host',
    });
  });

  test('asks for a name once, so that it cannot change its mind between the check and the call', async () => {
    const names = new Names({ 'twice.example': ['::ffff:127.0.0.1'] });
    await new OutboundFetch(names).fetch('http://twice.example/');
    expect(names.asked).toEqual(['twice.example']);
  });
});
