/** Words that filters and readers have learned to distrust, and why. Few on purpose: a long list makes honest authors nervous. */
const distrusted: ReadonlyArray<{ words: RegExp; because: string }> = [
  { words: /\bclick here\b/i, because: 'says nothing about where it leads; name the thing itself' },
  { words: /\b(?:act|buy|order|call) now\b/i, because: 'hurries the reader, as advertisements do' },
  { words: /\b(?:limited time|last chance|while stocks? lasts?|expires today)\b/i, because: 'hurries the reader' },
  {
    words: /\b(?:100 ?% free|risk[- ]free|no obligation|no strings attached)\b/i,
    because: 'sounds like an offer with a catch',
  },
  { words: /\b(?:money[- ]back|guaranteed|satisfaction guarantee)\b/i, because: 'promises what a letter cannot keep' },
  {
    words: /\b(?:miracle|lose weight fast|burn fat|melts? fat)\b/i,
    because: 'is a favourite of unwanted mail about bodies',
  },
  { words: /\b(?:you (?:have|'ve) won|winner|congratulations!|claim your)\b/i, because: 'is how prize frauds begin' },
  { words: /\b(?:earn|make) (?:extra )?(?:money|cash)\b/i, because: 'is how money frauds begin' },
  { words: /\b(?:dear friend|this is not spam)\b/i, because: 'is said by those who have to' },
  { words: /[$€£]{2,}/, because: 'is a mark of unwanted mail' },
  { words: /[!?]{2,}/, because: 'shouts; one is enough' },
  {
    words: /\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd)\//i,
    because: 'hides where a link leads; filters distrust it',
  },
];

export interface DistrustedWords {
  /** As they stand in the letter. */
  words: string;
  because: string;
}

/** What of the list stands in these words, each entry once. Pure. */
export function distrustedIn(text: string): DistrustedWords[] {
  return distrusted.flatMap(({ words, because }) => {
    const found = words.exec(text);
    return found ? [{ words: found[0], because }] : [];
  });
}

/** Whether somebody shouts: three words or more, none with a small letter. */
export function shouts(line: string): boolean {
  const words = line.match(/\p{L}{2,}/gu) ?? [];
  return (
    words.length >= 3 &&
    words.every((word) => word === word.toLocaleUpperCase('en') && word !== word.toLocaleLowerCase('en'))
  );
}
