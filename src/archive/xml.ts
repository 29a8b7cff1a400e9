/** What XML 1.0 has no place for, not even escaped (section 2.2): control characters, half surrogate pairs, two non-characters. */
const nowhere = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as they may stand in an element or a quoted attribute. */
export function xmlText(words: string): string {
  return words.replace(nowhere, '\ufffd').replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** An element: attributes and text are escaped, `children` are elements already. Null is left out. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: string | ReadonlyArray<string | null> = [],
): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  const inside =
    typeof children === 'string' ? xmlText(children) : children.filter((one) => one !== null).map((one) => `\n${one}`);
  const body = typeof inside === 'string' ? inside : inside.length === 0 ? '' : `${inside.join('')}\n`;
  return body === '' ? `<${name}${head.join('')}/>` : `<${name}${head.join('')}>${body}</${name}>`;
}

/** A whole document. */
export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
}
