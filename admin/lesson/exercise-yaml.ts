import { isScalar, isSeq, parseDocument } from 'yaml';
import { readExercise } from '../../src/rendering/exercise-block.js';

/** An exercise block as its form shows it; whatever is missing is empty. */
export interface ExerciseFields {
  name: string;
  dose: string;
  cues: string[];
  mistake: string;
  picture: string;
  alt: string;
}

type TextField = Exclude<keyof ExerciseFields, 'cues'>;

/** Null: the YAML cannot be shown as fields without losing something, so only its source can be edited. */
export function readFields(yaml: string): ExerciseFields | null {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return null;
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 0 });
  } catch {
    return null;
  }
  if (content === null || content === undefined) return { ...empty, cues: [] };
  if (typeof content !== 'object' || Array.isArray(content)) return null;
  const fields: ExerciseFields = { ...empty, cues: [] };
  for (const [key, value] of Object.entries(content)) {
    if (key === 'cues') {
      if (!Array.isArray(value) || !value.every(isPlain)) return null;
      fields.cues = value.map(words);
    } else if (isTextField(key) && isPlain(value)) fields[key] = words(value);
    else return null;
  }
  return fields;
}

/** The YAML with one field said anew; the other lines, their comments and quotes stay. An empty field that may be absent goes. */
export function writeField(yaml: string, field: TextField, value: string): string {
  const document = parseDocument(yaml);
  if (value === '' && (field === 'picture' || field === 'alt' || field === 'mistake')) document.delete(field);
  else document.set(field, value);
  return document.toString({ lineWidth: 0 });
}

/** The same for the cues, each kept where its words stay. */
export function writeCues(yaml: string, cues: readonly string[]): string {
  const document = parseDocument(yaml);
  const list = document.get('cues');
  if (!isSeq(list)) document.set('cues', [...cues]);
  else {
    const before = list.items;
    const kept = (cue: string) => before.find((item) => isScalar(item) && item.value === cue);
    list.items = cues.map((cue) => kept(cue) ?? document.createNode(cue));
  }
  return document.toString({ lineWidth: 0 });
}

/** What publishing would say about the block: field ('cues 2' for the second cue) → sentence. '' is the block itself. */
export function exerciseFaults(yaml: string): Record<string, string> {
  const said = readExercise(yaml, 1).faults.map(({ message }) => {
    const [, field = '', words = message] = /^exercise(?:, (\w+(?: \d+)?))?: (.*)$/s.exec(message) ?? [];
    return [field, words] as const;
  });
  return Object.fromEntries(said.reverse());
}

/** What a new block starts with. */
export const newExercise = 'name: ""\ndose: ""\ncues:\n  - ""\n';

const empty: Omit<ExerciseFields, 'cues'> = { name: '', dose: '', mistake: '', picture: '', alt: '' };

function isTextField(key: string): key is TextField {
  return key in empty;
}

function isPlain(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function words(value: string | number | null): string {
  return value === null ? '' : String(value);
}
