import { Injectable } from '@nestjs/common';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import { type Issue, type ListedIssue, listedIssue, wholeIssue } from './issue.js';
import { IssueReader, type IssueWords, type Readable } from './issue.reader.js';

/** Who looks: everybody, or a reader of the newsletter by the link from their own page. */
export interface Visitor {
  readable: Readable;
  /** What links within the archive carry on: '' or '?reader=…'. */
  query: string;
}

export interface IssueListView {
  issues: ListedIssue[];
  /** Slug after which the older ones go on; null: these are all. */
  older: string | null;
}

export interface IssueView {
  issue: Issue;
  older: ListedIssue | null;
  newer: ListedIssue | null;
}

const perPage = 50;
const inFeeds = 20;
const slugs = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The issues that were sent, as pages and feeds. Reads only. */
@Injectable()
export class ArchiveService {
  constructor(
    private readonly reader: IssueReader,
    private readonly subscribers: SubscriberStore,
    private readonly links: LinkService,
    private readonly writer: LetterWriter,
  ) {}

  /** A link that is forged, or whose reader has left the newsletter, opens what is open to everybody. */
  async visitor(token: unknown, now: Date): Promise<Visitor> {
    const everybody: Visitor = { readable: ['public'], query: '' };
    if (typeof token !== 'string' || token === '') return everybody;
    try {
      const [subscriberId = ''] = this.links.read('issues', token, now);
      const reads = await this.subscribers.hasNewsletter(subscriberId);
      return reads ? { readable: ['public', 'subscribers'], query: `?reader=${token}` } : everybody;
    } catch (error) {
      if (error instanceof HouseError) return everybody;
      throw error;
    }
  }

  /** Newest first; `before` is the slug of the last one on the page before, and one that is not there begins anew. */
  async list({ readable }: Visitor, before: unknown): Promise<IssueListView> {
    const known = typeof before === 'string' && slugs.test(before);
    const from = known ? await this.reader.bySlug(readable, before) : null;
    const lines = await this.reader.list(readable, from, perPage + 1);
    const issues = lines.slice(0, perPage).map((line) => listedIssue(line));
    return { issues, older: lines.length > perPage ? (issues.at(-1)?.slug ?? null) : null };
  }

  /**
   * Null: it is for readers of the newsletter, and this visitor is none that we know. Throws HouseError 'not-found', also for a slug no issue
   * could have, which is never looked up.
   */
  async issue({ readable }: Visitor, slug: string): Promise<IssueView | null> {
    const found =
      slugs.test(slug) && slug.length <= 80 ? await this.reader.bySlug(['public', 'subscribers'], slug) : null;
    if (!found) throw new HouseError('not-found', 'There is no issue at this address.');
    if (!readable.includes(found.visibility)) return null;
    const { older, newer } = await this.reader.beside(readable, found);
    return {
      issue: await this.whole(found, ''),
      older: older && listedIssue(older),
      newer: newer && listedIssue(newer),
    };
  }

  /** For the feeds: the newest public ones, their pictures by whole addresses. */
  async newest(origin: string): Promise<Issue[]> {
    return Promise.all((await this.reader.newest(inFeeds)).map((words) => this.whole(words, origin)));
  }

  /** As long as `key` is the same, so are the feeds. */
  async state(): Promise<{ key: string; changedAt: Date | null }> {
    return this.reader.state(inFeeds);
  }

  /** Every public issue there is. */
  async all(): Promise<ListedIssue[]> {
    return (await this.reader.list(['public'], null, 40_000)).map((line) => listedIssue(line));
  }

  private async whole(words: IssueWords, origin: string): Promise<Issue> {
    const { name, email } = await this.writer.letterheadFor(null, words.sender);
    return wholeIssue(words, { author: name ?? email.slice(email.lastIndexOf('@') + 1), origin });
  }
}
