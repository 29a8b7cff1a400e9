import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { HouseError } from '../house-error.js';
import { readFields } from '../http/read-fields.js';
import { RequestLimit } from '../http/request-limit.js';
import { newsletterSignupSchema, signupSchema } from '../signup/signup.schema.js';
import { SignupService } from '../signup/signup.service.js';

/** From what somebody typed to the one row that signing up appends. */
@Injectable()
export class SignupFormService {
  constructor(
    private readonly courses: CourseReader,
    private readonly signups: SignupService,
    private readonly limit: RequestLimit,
  ) {}

  /** Throws HouseError 'not-found'; also for a slug no course could have, which is never looked up. */
  async course(slug: string): Promise<PublishedCourse> {
    const course =
      /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) && slug.length <= 80 ? await this.courses.bySlug(slug) : null;
    if (!course) throw new HouseError('not-found', 'There is no course at this address.');
    return course;
  }

  offers(): Promise<PublishedCourse[]> {
    return this.courses.list();
  }

  /**
   * Gives nothing, and takes the same steps for every address that reads well (rule 29). Throws HouseError 'too-many',
   * 'invalid' with fields, 'not-found', 'gone'. A filled trap field and an address typed in too often write nothing.
   */
  async signUp(slug: string, fields: Record<string, unknown>, clientAddress: string, now: Date): Promise<void> {
    await this.course(slug);
    const input = await this.read(signupSchema, fields, clientAddress);
    if (input) await this.signups.signUp(slug, input, clientAddress, now);
  }

  /** As signUp, for the newsletter alone. */
  async signUpForNewsletter(fields: Record<string, unknown>, clientAddress: string, now: Date): Promise<void> {
    const input = await this.read(newsletterSignupSchema, fields, clientAddress);
    if (input) await this.signups.signUpForNewsletter(input, clientAddress, now);
  }

  /** Null: write nothing, and say the same as always. */
  private async read<T extends { email: string }>(
    schema: z.ZodType<T>,
    fields: Record<string, unknown>,
    clientAddress: string,
  ): Promise<T | null> {
    await this.limit.countSignup(clientAddress);
    if (typeof fields.homepage === 'string' && fields.homepage !== '') return null;
    const input = readFields(schema, fields);
    return (await this.limit.addressMaySignUp(input.email)) ? input : null;
  }
}
