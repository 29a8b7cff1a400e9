const names = ['state', 'kind', 'course', 'lesson', 'subscriber', 'late', 'from', 'to'] as const;

/** What stands in the address of the ledger's page; each part may be absent. The API says what is wrong with a part. */
export type DeliveryFilter = { [Name in (typeof names)[number]]?: string };

/** Keeps what the screen knows; a number typed into the address is taken for the text it is. */
export function readDeliveryFilter(given: Record<string, unknown>): DeliveryFilter {
  return Object.fromEntries(
    names.flatMap((name) => (given[name] === undefined || given[name] === '' ? [] : [[name, String(given[name])]])),
  );
}
