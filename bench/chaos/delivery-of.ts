/** The ledger row that a Message-ID of ours names, as decimal text; '' for any other. */
export function deliveryOf(messageId: string): string {
  const id = /^<([0-9a-z]+)\./.exec(messageId)?.[1];
  return id ? String(Number.parseInt(id, 36)) : '';
}
