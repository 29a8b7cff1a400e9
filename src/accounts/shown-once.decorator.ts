import { SetMetadata } from '@nestjs/common';

export const shownOnce = 'coursepost:shown-once';

/** A route whose answer is a secret: it is given this once, and never kept for a call that is made again. */
export function ShownOnce(): MethodDecorator {
  return SetMetadata(shownOnce, true);
}
