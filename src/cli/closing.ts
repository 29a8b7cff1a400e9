/** What was opened, to be closed in reverse. One that fails to close does not keep the others open. */
export class Closing {
  private readonly open: Array<() => Promise<unknown>> = [];

  /** Closed before everything that was added earlier. */
  add(close: () => Promise<unknown>): void {
    this.open.push(close);
  }

  /** Closes all, then throws the first failure, if any. A second call does nothing. */
  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.open.pop(); close; close = this.open.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
