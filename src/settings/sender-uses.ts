import type { EntityManager } from 'typeorm';

/** A course that names a sender, published or as a draft. */
export interface SenderUse {
  /** Address as the course file has it. */
  sender: string;
  slug: string;
  name: string;
}

/** Port: who names a sender. Filled above, by the courses. */
export abstract class SenderUses {
  /** Every course that names one; a course whose draft names another than what is published comes twice. */
  abstract list(db: EntityManager): Promise<SenderUse[]>;
}
