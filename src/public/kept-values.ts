/** What was typed, to stand in the form again: texts only, and none longer than anything we would take. */
export function keptValues(typed: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed)
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
      .map(([name, value]) => [name, value.slice(0, 500).replaceAll('\0', '')]),
  );
}
