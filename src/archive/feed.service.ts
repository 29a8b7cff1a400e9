import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { CourseReader } from '../courses/course.reader.js';
import { PageRenderer } from '../public/page-renderer.js';
import { ArchiveService } from './archive.service.js';
import { atomFeed, rssFeed, sitemap } from './feeds.js';

export interface MadeFeed {
  xml: string;
  changedAt: Date | null;
}

/** Feeds are asked for by many programs many times a day: each is made once, until something it shows is another. */
@Injectable()
export class FeedService {
  private readonly kept = new Map<'rss' | 'atom', MadeFeed & { key: string }>();

  constructor(
    private readonly archive: ArchiveService,
    private readonly courses: CourseReader,
    private readonly pages: PageRenderer,
    private readonly config: Config,
  ) {}

  async feed(kind: 'rss' | 'atom'): Promise<MadeFeed> {
    const { name } = this.pages.site;
    const state = await this.archive.state();
    const key = `${name} ${state.changedAt?.toISOString() ?? ''} ${state.key}`;
    const known = this.kept.get(kind);
    if (known?.key === key) return known;
    const { publicUrl } = this.config;
    const of = { name, publicUrl, changedAt: state.changedAt };
    const issues = await this.archive.newest(publicUrl);
    const made = { key, changedAt: state.changedAt, xml: kind === 'rss' ? rssFeed(of, issues) : atomFeed(of, issues) };
    this.kept.set(kind, made);
    return made;
  }

  async sitemap(): Promise<string> {
    const courses = (await this.courses.list()).map(({ slug }) => `/courses/${slug}`);
    return sitemap(this.config.publicUrl, ['/', ...courses, '/newsletter', '/issues'], await this.archive.all());
  }
}
