import { z } from 'zod';

export const uploadedPicture = z
  .object({
    /** Free in the course, or where it has the very same picture already. */
    path: z.string(),
    /** SHA-256 of the bytes, hex; shown at /pictures/HASH. */
    hash: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'UploadedPicture' });
export type UploadedPicture = z.output<typeof uploadedPicture>;
