import type { EntityManager } from 'typeorm';

export interface JobOptions {
  /** The transaction of the job's cause: the job is there if and only if that is committed. */
  db?: EntityManager;
}

/** One job's work. May be called again with the same data after a crash or a failure: it must be idempotent. */
export type JobHandler<T extends object> = (data: T) => Promise<void>;

/**
 * Port: background work that may wait a moment, kept in the same database. Any process sends; processes with a worker do it,
 * each job by one of them at a time.
 */
export abstract class JobQueue {
  /** Gives the job's id. Data is JSON. Nothing keeps two jobs of one meaning apart: a handler finds the second one's work done. */
  abstract send<T extends object>(name: string, data: T, options?: JobOptions): Promise<string | null>;
  /**
   * Registers who does the jobs of a name; call it in onModuleInit, once a name. `givenUp` is a job of its own, with the data of
   * one whose attempts are used up.
   */
  abstract work<T extends object>(name: string, handler: JobHandler<T>, givenUp?: JobHandler<T>): void;
}
