import { z } from 'zod';
import { emailField, firstNameField, hourField, zoneField } from '../subscribers/person-fields.schema.js';

/** A tick box on a form, a boolean in JSON. */
export const tickField = z
  .union(
    [z.boolean(), z.enum(['', 'on', 'yes', 'true', '1', 'off', 'no', 'false', '0'])],
    'Please tick the box or leave it empty.',
  )
  .nullish()
  .transform((value) => value === true || (typeof value === 'string' && ['on', 'yes', 'true', '1'].includes(value)));

/** POST /courses/:slug/signup, form and JSON alike; fields named as on the wire, given back as SignupInput (signup.service.ts). */
export const signupSchema = z
  .object({ email: emailField, first_name: firstNameField, zone: zoneField, hour: hourField, newsletter: tickField })
  .transform(({ first_name, ...rest }) => ({ ...rest, firstName: first_name }));

/** POST /newsletter/signup, form and JSON alike. */
export const newsletterSignupSchema = z
  .object({ email: emailField, first_name: firstNameField, zone: zoneField })
  .transform(({ first_name, ...rest }) => ({ ...rest, firstName: first_name }));
