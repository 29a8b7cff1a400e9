import { z } from 'zod';
import { firstNameField, hourField, tickField, zoneField } from '../signup/signup.schema.js';

/** POST /confirm/:token. Whatever is absent stays as it was signed up with. */
export const confirmSchema = z.object({
  first_name: firstNameField,
  zone: zoneField,
  hour: hourField,
  newsletter: tickField,
});
