/** Who keeps the mailboxes of many domains, as far as it matters to how fast letters may come. */
const families: ReadonlyArray<readonly [provider: string, domains: RegExp]> = [
  ['google', /^(gmail|googlemail)\.com$/],
  ['microsoft', /^(outlook|hotmail|live|msn|passport|windowslive)\.(com|[a-z]{2}|(com|co)\.[a-z]{2})$/],
  ['yahoo', /^((yahoo|ymail|rocketmail)\.(com|[a-z]{2}|(com|co)\.[a-z]{2})|aol\.(com|[a-z]{2}|co\.uk)|aim\.com)$/],
  ['apple', /^(icloud|me|mac)\.com$/],
  ['gmx', /^(gmx\.(com|net|[a-z]{2})|web\.de|mail\.com)$/],
  ['comcast', /^(comcast|xfinity)\.(net|com)$/],
];

/** The provider of an address: a name for the large ones with many domains, else the domain itself, in small letters. Pure. */
export function providerOf(email: string): string {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return families.find(([, domains]) => domains.test(domain))?.[0] ?? domain;
}
