import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { CourseReader } from '../courses/course.reader.js';
import { StandingCourseReader } from '../courses/standing-course.reader.js';
import type { CourseSite, PagePreview } from './course-site.schema.js';
import { embedCode } from './embed-code.js';
import { PageRenderer } from './page-renderer.js';
import { SignupPage } from './pages/signup.page.js';

/** A course's way in, as its author looks at it. */
@Injectable()
export class CourseSiteService {
  constructor(
    private readonly standing: StandingCourseReader,
    private readonly published: CourseReader,
    private readonly pages: PageRenderer,
    private readonly config: Config,
  ) {}

  /** The sign-up page as the draft has it, by the very page that readers get. Throws HouseError 'not-found'. */
  async preview(slug: string): Promise<PagePreview> {
    const course = await this.standing.bySlug(slug);
    return { html: this.pages.render(SignupPage, { course, attempt: null, inert: true }) };
  }

  /** Throws HouseError 'not-found'. */
  async site(slug: string): Promise<CourseSite> {
    const course = await this.standing.bySlug(slug);
    const published = await this.published.bySlug(slug);
    const url = `${this.config.publicUrl}/courses/${published?.slug ?? course.slug}`;
    const others = (await this.published.list())
      .filter(({ id }) => id !== course.id)
      .map(({ slug: other, settings }) => ({ slug: other, name: settings.name }));
    return { url, embed: published && embedCode(published, this.config.publicUrl), others };
  }
}
