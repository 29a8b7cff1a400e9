/**
 * Loaded into a worker before anything else: its wall clock can be stepped by its parent, as NTP or the
 * resume of a machine steps it. Elapsed time goes on as it was. The product itself is the one everybody runs.
 */
const RealDate = Date;
let ahead = 0;

class MovedDate extends RealDate {
  constructor(...given: [] | [value: number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + ahead;
  }
}

globalThis.Date = MovedDate as DateConstructor;
process.on('message', (message: { aheadMs?: number }) => {
  if (message.aheadMs === undefined) return;
  ahead = message.aheadMs;
  process.send?.({ aheadMs: ahead });
});
// The parent's line must not keep a worker alive that has been told to stop.
process.channel?.unref();
process.on('disconnect', () => process.exit(1));
