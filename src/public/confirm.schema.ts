import { z } from 'zod';
import { tickField } from '../signup/signup.schema.js';
import { firstNameField, hourField, zoneField } from '../subscribers/person-fields.schema.js';

/** POST /confirm/:token. Whatever is absent stays as it was signed up with. */
export const confirmSchema = z.object({
  first_name: firstNameField,
  zone: zoneField,
  hour: hourField,
  newsletter: tickField,
});
