/** What stands in the address of the subscribers' list: /admin/subscribers?search=ada&segment=3. */
export interface ListAddress {
  search?: string;
  /** An expression, as somebody wrote it: read by the screen. Beside a segment: that segment, changed. */
  filter?: unknown;
  segment?: string;
}

/** Keeps what the screen knows; a number typed into the address is taken for the text it is. */
export function readListAddress(given: Record<string, unknown>): ListAddress {
  const { search, filter, segment } = given;
  return {
    ...(search === undefined || search === '' ? {} : { search: String(search) }),
    ...(filter === undefined || filter === '' ? {} : { filter }),
    ...(segment === undefined || segment === '' ? {} : { segment: String(segment) }),
  };
}
