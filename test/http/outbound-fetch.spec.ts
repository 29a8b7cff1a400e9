import { describe, expect, test } from '@jest/globals';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchOutward, NameResolver, OutboundFetch } from '../../src/http/outbound-fetch.js';
import { askPinned, type OutboundAnswer } from '../../src/http/pinned-request.js';
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

  const redirects = (...to: string[]) => {
    const asked: string[] = [];
    const ask: typeof askPinned = (url, pinned) => {
      const location = to[asked.length];
      asked.push(`${url.href} at ${pinned}`);
      const answer = { outcome: 'answer', body: Buffer.alloc(0), url: url.href } as const;
      return Promise.resolve<OutboundAnswer>(
        location === undefined
          ? { ...answer, status: 200, headers: {} }
          : { ...answer, status: 302, headers: { location } },
      );
    };
    return { asked, ask };
  };
  const open = new Names({ 'a.example': ['93.184.215.14'], 'b.example': ['1.1.1.1'], 'inside.example': ['10.0.0.1'] });

  test('follows redirects, and looks at each as at the first', async () => {
    const { asked, ask } = redirects('/one', 'https://b.example/two');
    expect(await fetchOutward('http://a.example/', { redirects: 3 }, open, ask)).toMatchObject({ status: 200 });
    expect(asked).toEqual([
      'http://a.example/ at 93.184.215.14',
      'http://a.example/one at 93.184.215.14',
      'https://b.example/two at 1.1.1.1',
    ]);
  });

  test.each(['http://inside.example/', 'http://127.0.0.1/', 'file:///etc/passwd', 'http://b.example:8080/'])(
    'is not led to %s',
    async (location) => {
      const { asked, ask } = redirects(location);
      expect(await fetchOutward('http://a.example/', { redirects: 3 }, open, ask)).toMatchObject({
        outcome: 'refused',
      });
      expect(asked).toHaveLength(1);
    },
  );

  test('follows no more redirects than it was told to', async () => {
    const { asked, ask } = redirects('/1', '/2', '/3', '/4', '/5');
    expect(await fetchOutward('http://a.example/', { redirects: 3 }, open, ask)).toMatchObject({ status: 302 });
    expect(asked).toHaveLength(4);
    expect(await fetchOutward('http://a.example/', {}, open, redirects('/1').ask)).toMatchObject({ status: 302 });
  });
});

describe('A pinned request', () => {
  const served = async (listener: RequestListener, work: (url: URL) => Promise<void>) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await work(new URL(`http://named.example:${(server.address() as AddressInfo).port}/path?a=1`));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const patience = () => AbortSignal.timeout(5000);

  test('goes to the address given, and asks for the name', () =>
    served(
      (asked, answer) => void answer.end(`${asked.method} ${asked.url} ${asked.headers.host}`),
      async (url) => {
        const answer = await askPinned(url, '127.0.0.1', {}, patience());
        expect(answer).toMatchObject({ outcome: 'answer', status: 200 });
        expect('body' in answer && answer.body.toString()).toBe(`GET /path?a=1 ${url.host}`);
      },
    ));

  test('takes 5 MB and no more', () =>
    served(
      (_, answer) => void answer.end(Buffer.alloc(5 * 1024 * 1024 + 1)),
      async (url) => {
        expect(await askPinned(url, '127.0.0.1', {}, patience())).toEqual({
          outcome: 'failed',
          because: 'it sends more than 5 MB',
        });
      },
    ));

  test('does not wait for a body that nobody wants', () =>
    served(
      (_, answer) => void answer.writeHead(200).write('and so on'),
      async (url) =>
        expect(await askPinned(url, '127.0.0.1', { wantsBody: false }, patience())).toMatchObject({ status: 200 }),
    ));

  test('ends when its time is up', () =>
    served(
      () => undefined,
      async (url) => {
        expect(await askPinned(url, '127.0.0.1', {}, AbortSignal.timeout(100))).toEqual({
          outcome: 'failed',
          because: 'nobody answered in time',
        });
      },
    ));
});
