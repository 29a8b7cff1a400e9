import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { LinkService } from '../../src/links/link.service.js';
import { TestHouse } from '../house.js';
import { anyPicture, sendIssues } from './sent-issues.js';

const hostile = `</script><script>alert(1)</script> & "quotes" ]]> \u0007`;
const body = (picture: string) => `Hello {{ first_name | runner }}, **well**.

### A small heading first

![A hill behind a house.](${picture})

1. Short steps.
2. Eyes up, see [the map](https://example.com/?a=1&b=2).

> Push from behind.

\`\`\`exercise
name: Clam
dose: 2 × 12
cues: [Lie down.]
mistake: Rolling back.
\`\`\`

**[Write to me](mailto:maren@example.com)**
`;

describe('The archive', () => {
  let house: TestHouse;
  let hash: string;
  let reader: string;
  beforeAll(async () => {
    house = await TestHouse.open({
      at: '2026-03-20T10:00:00Z',
      settings: { MAIL_FROM: 'Maren Holt <maren@example.com>', PUBLIC_URL: 'http://localhost:3000' },
    });
    hash = await anyPicture(house);
    await sendIssues(house, [
      { slug: 'first', startedAt: '2026-03-01T08:00:00Z' },
      {
        ...{ slug: 'hill', subject: `The hill, {{ first_name | runner }} ${hostile}`, preheader: '' },
        ...{ body: body('pictures/hill.png'), pictures: { 'pictures/hill.png': hash } },
        startedAt: '2026-03-08T23:30:00Z',
      },
      { slug: 'ours', startedAt: '2026-03-09T08:00:00Z', visibility: 'subscribers', subject: 'Only for us' },
      { slug: 'secret', startedAt: '2026-03-10T08:00:00Z', visibility: 'hidden' },
      { slug: 'called-off', startedAt: '2026-03-11T08:00:00Z', state: 'stopped' },
      { slug: 'last', startedAt: '2026-03-15T08:00:00Z', state: 'sending' },
    ]);
    await house.web.post('/newsletter/signup').type('form').send({ email: 'reader@example.com' }).expect(303);
    await house.beat();
    await house.web
      .post(house.pathIn(house.lastTo('reader@example.com'), '/confirm/'))
      .type('form')
      .send({})
      .expect(200);
    const [{ id }] = await house.database.dataSource.query<[{ id: string }]>(
      `select id from subscribers where email = 'reader@example.com'`,
    );
    reader = house.app.get(LinkService).issues(id).slice('/issues'.length);
  });
  afterAll(() => house.close());

  const linksIn = (html: string) => [...html.matchAll(/href="\/issues\/([a-z-]+)/g)].map(([, slug]) => slug);
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    // As React writes them.
    rules: {
      ...{ 'void-style': 'off', 'attr-case': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off' },
      'long-title': 'off',
    },
  });

  it('lists what is public, newest first, and nothing that was never sent', async () => {
    const { text, headers } = await house.web.get('/issues').expect(200);
    expect(linksIn(text)).toEqual(['last', 'hill', 'first']);
    expect(text).toContain('15 March 2026');
    expect(headers['cache-control']).toBe('no-cache');
    for (const part of ['href="/feed.xml"', 'href="/feed.atom"', 'action="/newsletter/signup"', '/issues"/>'])
      expect(text).toContain(part);
  });

  it('shows an issue with its neighbours, for nobody in particular', async () => {
    const { text } = await house.web.get('/issues/hill').expect(200);
    expect(text).toContain('Hello runner, <strong>well</strong>.');
    expect(text).toContain(`<img src="/pictures/${hash}" alt="A hill behind a house."`);
    expect(text).toMatch(/href="\/issues\/first" rel="prev"/);
    expect(text).toMatch(/href="\/issues\/last" rel="next"/);
    expect(text).toContain('<link rel="canonical" href="http://localhost:3000/issues/hill"/>');
    expect(text).toContain('<time dateTime="2026-03-08">8 March 2026</time>');
    expect(text).not.toContain('{{');
  });

  it('says to other sites and search engines what it is about, whatever its words are', async () => {
    const { text } = await house.web.get('/issues/hill').expect(200);
    expect(text).toContain(`<meta property="og:image" content="http://localhost:3000/pictures/${hash}"/>`);
    expect(text).toContain('<meta property="og:description" content="Hello runner, well. A small heading first');
    expect(text.match(/<script/g)).toHaveLength(2);
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({
      '@type': 'BlogPosting',
      headline: expect.stringContaining('</script><script>alert(1)'),
      datePublished: '2026-03-08T23:30:00.000Z',
      author: { name: 'Maren Holt' },
    });
  });

  it.each(['/issues', '/issues/hill', '/issues/ours', '/newsletter', '/newsletter/check-inbox'])(
    '%s is right HTML by html-validate',
    async (path) => {
      const { text } = await house.web.get(path);
      const { results } = await validator.validateString(text);
      expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
        [],
      );
    },
  );

  it('keeps issues for readers from everybody else, and shows them by the link of their own page', async () => {
    const closed = await house.web.get('/issues/ours').expect(403);
    expect(closed.text).not.toContain('Only for us');
    expect(closed.text).toContain('action="/newsletter/signup"');
    const { text, headers } = await house.web.get(`/issues${reader}`).expect(200);
    expect(linksIn(text)).toEqual(['last', 'ours', 'hill', 'first']);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-robots-tag']).toBe('noindex, nofollow');
    const issue = await house.web.get(`/issues/ours${reader}`).expect(200);
    expect(issue.text).toContain('<h1>Only for us</h1>');
    expect(issue.text).toContain(`href="/issues/hill${reader}" rel="prev"`);
    expect(issue.text).not.toContain('rel="canonical"');
    for (const forged of [
      '?reader=x',
      '?reader=',
      '?reader=a&reader=b',
      `${reader}x`,
      reader.replace('reader', 'token'),
    ])
      await house.web.get(`/issues/ours${forged}`).expect(403);
  });

  it('closes them again to a reader who has left', async () => {
    const db = house.database.dataSource;
    await db.query(`update consents set withdrawn_at = $1 where purpose = 'newsletter'`, [house.clock.now()]);
    await house.web.get(`/issues/ours${reader}`).expect(403);
    await db.query(`update consents set withdrawn_at = null where purpose = 'newsletter'`);
  });

  it.each(['secret', 'called-off', 'nothing', 'HILL', '%00', '..%2f..', 'a'.repeat(300), "x'--"])(
    'says that there is no issue at %s',
    async (slug) => {
      await house.web.get(`/issues/${slug}`).expect(404);
      await house.web.get(`/issues/${slug}${reader}`).expect(404);
    },
  );

  it('answers who has the page already with 304, until it changes', async () => {
    for (const path of ['/issues', '/issues/hill', '/feed.xml', '/feed.atom', '/sitemap.xml']) {
      const { headers } = await house.web.get(path).expect(200);
      await house.web.get(path).set('If-None-Match', String(headers.etag)).expect(304);
      await house.web.get(path).set('If-None-Match', '"other"').expect(200);
      await house.web.head(path).expect(200);
    }
    const { headers } = await house.web.get('/feed.xml').expect(200);
    const since = String(headers['last-modified']);
    await house.web.get('/feed.xml').set('If-Modified-Since', since).expect(304);
    const editor = await house.signedIn('editor');
    const hide = async (visibility: string, version: number) => {
      const [{ id }] = await house.database.dataSource.query<[{ id: string }]>(
        `select id from broadcasts where slug = 'last'`,
      );
      await editor.put(`/api/admin/broadcasts/${id}`).send({ version, visibility }).expect(200);
    };
    await hide('hidden', 1);
    const changed = await house.web.get('/feed.xml').set('If-Modified-Since', since).expect(200);
    expect(changed.text).not.toContain('/issues/last');
    await hide('public', 2);
    expect((await house.web.get('/feed.atom').expect(200)).text).toContain('/issues/last');
  });

  it('is followed by RSS 2.0, with every required element and the full text', async () => {
    const { text, headers } = await house.web.get('/feed.xml').expect(200);
    expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    const [channel = '', ...items] = text.split('<item>');
    for (const name of ['title', 'link', 'description'])
      expect(channel).toMatch(new RegExp(`<${name}>[^<]+</${name}>`));
    expect(items.map((item) => /<guid isPermaLink="true">([^<]+)</.exec(item)?.[1])).toEqual(
      ['last', 'hill', 'first'].map((slug) => `http://localhost:3000/issues/${slug}`),
    );
    for (const item of items) {
      expect(item).toMatch(/<title>[^<]+<\/title>/);
      expect(item).toMatch(/<pubDate>\w{3}, \d\d \w{3} 2026 \d\d:\d\d:\d\d GMT<\/pubDate>/);
    }
    const whole = (items[1] ?? '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
    expect(whole).toContain(`<img src="http://localhost:3000/pictures/${hash}"`);
    expect(whole).toContain('<p>Push from behind.</p>');
    expect(whole).not.toContain('preload');
    expect(text).not.toMatch(/[\u0000-\u0008]/);
  });

  it('is followed by Atom, each entry by an id that stays', async () => {
    const { text, headers } = await house.web.get('/feed.atom').expect(200);
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const [feed = '', ...entries] = text.split('<entry>');
    for (const part of [feed, ...entries])
      for (const name of ['id', 'title', 'updated']) expect(part.match(new RegExp(`<${name}>`, 'g'))).toHaveLength(1);
    expect(entries.map((entry) => /<id>([^<]+)</.exec(entry)?.[1])).toEqual(
      ['last', 'hill', 'first'].map((slug) => `http://localhost:3000/issues/${slug}`),
    );
  });

  it('stands in the sitemap, which robots are told of', async () => {
    const { text } = await house.web.get('/sitemap.xml').expect(200);
    const found = [...text.matchAll(/<loc>http:\/\/localhost:3000([^<]*)</g)].map(([, path]) => path);
    expect(found).toEqual([
      ...['/', '/courses/strong-glutes', '/newsletter', '/issues'],
      ...['/issues/last', '/issues/hill', '/issues/first'],
    ]);
    expect((await house.web.get('/robots.txt').expect(200)).text).toContain(
      'Sitemap: http://localhost:3000/sitemap.xml',
    );
  });

  it('takes an issue in when its sending begins, and its letter opens in the browser for its reader', async () => {
    const editor = await house.signedIn('editor');
    const { id, version } = (await editor.post('/api/admin/broadcasts').expect(201)).body as {
      id: string;
      version: number;
    };
    const words = {
      subject: 'Snow on the hill',
      preheader: 'And why I ran.',
      body: 'Hello {{ first_name | runner }}.',
    };
    const saved = await editor
      .put(`/api/admin/broadcasts/${id}`)
      .send({ version, ...words })
      .expect(200);
    await house.web.get('/issues/snow-on-the-hill').expect(404);
    await editor
      .post(`/api/admin/broadcasts/${id}/send`)
      .send({ version: (saved.body as { version: number }).version })
      .expect(200);
    await house.runJobs();
    await house.beat();
    await house.beat();
    const letter = house.lastTo('reader@example.com');
    expect(letter.mail.subject).toBe('Snow on the hill');
    const copy = await house.web.get(house.pathIn(letter, '/lessons/')).expect(200);
    expect(copy.text).toContain('20 March 2026');
    expect(copy.text).toContain('Leave the newsletter');
    expect((await house.web.get('/issues/snow-on-the-hill').expect(200)).text).toContain('20 March 2026');
    expect((await house.web.get('/feed.xml').expect(200)).text).toContain('/issues/snow-on-the-hill');
    await house.database.dataSource.query(`update broadcasts set visibility = 'hidden' where id = $1`, [id]);
  });

  it('goes on to older issues, page by page, each once', async () => {
    await sendIssues(
      house,
      Array.from({ length: 120 }, (_, index) => ({
        slug: `old-${String.fromCharCode(97 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`,
        startedAt: '2020-01-01T08:00:00Z',
      })),
    );
    const seen: Array<string | undefined> = [];
    for (let path: string | null = '/issues'; path !== null;) {
      const page: string = (await house.web.get(path).expect(200)).text;
      seen.push(...linksIn(page));
      path = /href="([^"]+)" rel="next"/.exec(page)?.[1] ?? null;
    }
    expect(seen).toHaveLength(123);
    expect(new Set(seen).size).toBe(123);
    await house.web.get('/issues?before=nothing').expect(200);
    await house.web.get('/issues?before[]=x').expect(200);
  });
});
