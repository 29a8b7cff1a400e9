/** Who letters come from, as they bear it. Never changed once a letter bears it: another sender is another letterhead. */
export interface Letterhead {
  /** Null: not kept, as the environment says it (letters rendered without a database, and rows older than letterheads). */
  id: string | null;
  name: string | null;
  email: string;
  /** Where answers go unless the course says otherwise; null: to the sender itself. */
  replyTo: string | null;
  /** At the foot of every letter. */
  postalAddress: string;
}

/** What the house goes by at this moment: the environment first, then the settings page, then the default. */
export interface HouseNow {
  /** Of the default sender. */
  letterhead: Letterhead;
  /** Of every sender, the default among them, by the key of its address. */
  letterheads: ReadonlyMap<string, Letterhead>;
  /** Letters per second over all workers; null: no limit. */
  sendRate: number | null;
  /** What becomes of a letter in doubt the first time: sent once more by itself, or held for a person. */
  inDoubt: 'resend' | 'hold';
  /** What a letter was filled with is cleared this many months after it was settled; null: kept for ever. */
  keepLettersMonths: number | null;
  /** Zone of the admin pages; null: the one of the admin's own device. */
  zone: string | null;
}

/** The settings of the house, the same in every process within about a second of a change. */
export abstract class HouseSettings {
  /** Read it anew each time it is needed; never throws. While PostgreSQL is away it stays as it was. */
  abstract readonly now: HouseNow;

  /** The letterhead a row was composed with; absent for rows older than letterheads. Throws when PostgreSQL is away. */
  abstract letterheadOf(id: string | undefined): Promise<Letterhead>;

  /**
   * The letterhead of a sender as it stands now, by its address. Null, or one that there is no more: the default sender's, for a
   * letter never comes from nobody, nor from an address that the house no longer stands for. Throws when PostgreSQL is away.
   */
  abstract letterheadFrom(sender: string | null): Promise<Letterhead>;
}
