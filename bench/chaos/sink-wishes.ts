/** Where in the conversation over one letter the sink misbehaves. */
export type Place = 'greeting' | 'mail' | 'rcpt' | 'data' | 'message' | 'dot';

/** What it does there: answers so, ends the connection, says nothing for so many milliseconds and then ends it or goes on. */
export type Misdeed = { says: string } | { cuts: true } | { hangs: number; then: 'cut' | 'answer' };

/** How the sink is to behave from now on. */
export interface Wishes {
  seed: number;
  /** Of the opportunities so many, by chance, at most `atMost` in all, and then none. */
  misdeeds: ReadonlyArray<{ at: Place; does: Misdeed }>;
  chance: number;
  atMost: number;
  /** Milliseconds before each answer; the batch is to last. */
  delay: number;
  /** Answers come in pieces. */
  halfLines: boolean;
  /** Bytes are read this slowly, a second and connection; null: as they come. */
  bytesPerSecond: number | null;
  pipelining: boolean;
  smtpUtf8: boolean;
}

/** What became of one letter at the sink, by its Message-ID. */
export interface Taken {
  messageId: string;
  /** Times it arrived whole and was taken, answered or not. */
  arrived: number;
  /** Times the sink fell silent or cut after the final dot; null: it does not tell. */
  doubtful: number | null;
  /** Its bytes were not the same each time. */
  differs: boolean;
}

export interface SinkReport {
  letters: Taken[];
  misdeeds: number;
  connections: number;
  /** Most at one time. */
  mostConnections: number;
}

export const polite: Wishes = {
  seed: 1,
  misdeeds: [],
  chance: 0,
  atMost: 0,
  delay: 0,
  halfLines: false,
  bytesPerSecond: null,
  pipelining: true,
  smtpUtf8: true,
};
