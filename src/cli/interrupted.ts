/** A command was stopped by a signal before it was done: exit code 130. */
export class Interrupted extends Error {}
