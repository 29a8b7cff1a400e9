export interface LetterLooks {
  /** As a mail program in its dark mode shows it. */
  dark: boolean;
  /** False: as one that shows no pictures until asked. */
  images: boolean;
}

/** Puts a letter into the empty page of a frame, whose scripts are off and whose policy lets the letter's own styles hold. */
export function showLetter(page: Document, html: string, { dark, images }: LetterLooks): void {
  const scrolled = page.defaultView?.scrollY ?? 0;
  // Parsed here and nowhere else: a document of the admin's own would refuse the inline styles. Outer tags say nothing in there.
  page.documentElement.innerHTML = html;
  for (const [, name = '', value = ''] of (/<html\b[^>]*>/i.exec(html)?.[0] ?? '').matchAll(/\b(lang|dir)="([^"]*)"/g))
    page.documentElement.setAttribute(name, value);
  page.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  for (const sheet of page.styleSheets) preferScheme(sheet.cssRules, dark);
  for (const link of page.querySelectorAll('a[href], area[href]')) disarm(link);
  if (!images) for (const picture of page.querySelectorAll('img')) picture.removeAttribute('src');
  // A frame that scrolls is reached by Tab; its page has no other stop.
  page.body.tabIndex = 0;
  page.defaultView?.scrollTo(0, scrolled);
}

/** A frame follows the window's own scheme; the letter's rules for light and dark are answered here instead. */
function preferScheme(rules: CSSRuleList, dark: boolean): void {
  for (const rule of rules) {
    if (!(isMediaRule(rule) && /prefers-color-scheme/.test(rule.media.mediaText))) continue;
    const wants = /prefers-color-scheme:\s*dark/.test(rule.media.mediaText) ? dark : !dark;
    rule.media.mediaText = wants ? 'all' : 'not all';
  }
}

/** Of the frame's own realm, so not an instance of ours. */
function isMediaRule(rule: CSSRule): rule is CSSMediaRule {
  return 'media' in rule;
}

/** Says where it would lead, and leads nowhere. */
function disarm(link: Element): void {
  link.setAttribute('title', link.getAttribute('href') ?? '');
  link.removeAttribute('href');
  link.removeAttribute('target');
  link.setAttribute('role', 'link');
  link.setAttribute('aria-disabled', 'true');
}
