/**
 * Calendar time (rule 1). Read once at a door (a request, a heartbeat, a command), then handed down as `now`,
 * also into SQL, so that one piece of work sees one instant. Nothing else in the house asks what time it is.
 */
export abstract class Clock {
  /** The present instant; milliseconds are kept. Never goes through PostgreSQL's own clock. */
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
