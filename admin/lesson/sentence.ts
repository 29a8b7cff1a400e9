/** "expected a subject" → "Expected a subject."; what is no fault stays none. */
export function sentence(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
