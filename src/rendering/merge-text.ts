/** Fields that a letter may ask for by `{{ field | fallback }}`. */
export const knownMergeFields: readonly string[] = ['first_name'];

export interface Text {
  type: 'text';
  value: string;
}

/** `{{ first_name | runner }}`: the reader's own, or the fallback when there is none. */
export interface MergeSpot {
  type: 'merge';
  field: string;
  fallback: string;
}

export type MergeText = Array<Text | MergeSpot>;

/** What stands for a merge field: a placeholder when a template is compiled, the words themselves in a preview. */
export type Merge = (field: string, fallback: string) => string;

const field = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\|\s*([^{}|]*[^{}|\s])\s*\}\}/g;

/** Cuts a line of words at its merge fields. Faults are sentences; what could not be read stays as text. */
export function readMergeText(source: string): { parts: MergeText; faults: string[] } {
  const parts: MergeText = [];
  const faults: string[] = [];
  let from = 0;
  const addText = (value: string) => {
    const open = /\{\{[^{}]*\}?\}?/.exec(value);
    if (open) faults.push(`cannot read the merge field ${open[0].slice(0, 40)}; expected {{ first_name | fallback }}`);
    if (value !== '') parts.push({ type: 'text', value });
  };
  for (const match of source.matchAll(field)) {
    const [whole, name = '', fallback = ''] = match;
    addText(source.slice(from, match.index));
    from = match.index + whole.length;
    if (!knownMergeFields.includes(name)) {
      faults.push(`unknown merge field "${name}"; expected ${knownMergeFields.join(', ')}`);
    }
    parts.push({ type: 'merge', field: name, fallback });
  }
  addText(source.slice(from));
  return { parts, faults };
}

export function mergeText(parts: MergeText, merge: Merge): string {
  return parts.map((part) => (part.type === 'text' ? part.value : merge(part.field, part.fallback))).join('');
}
