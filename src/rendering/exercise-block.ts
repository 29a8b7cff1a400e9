import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { MergeText } from './merge-text.js';
import { readMergeText } from './merge-text.js';

/** One exercise of a lesson: a fenced ```exercise block of YAML. */
export interface Exercise {
  type: 'exercise';
  name: MergeText;
  picture: { path: string; alt: string } | null;
  dose: MergeText;
  cues: MergeText[];
  mistake: MergeText | null;
}

export interface LessonFault {
  /** 1-based line in the file. */
  line: number;
  message: string;
}

const keys = 'name, picture, alt, dose, cues, mistake';
const words = (most: number) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`);

const schema = z
  .strictObject(
    {
      name: words(80),
      picture: words(200).optional(),
      alt: words(400).optional(),
      dose: words(160),
      cues: z
        .array(words(300), {
          error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a list of 1 to 8 cues'),
        })
        .min(1, 'must be a list of 1 to 8 cues')
        .max(8, 'must be a list of 1 to 8 cues'),
      mistake: words(500).optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}; expected ${keys}`
          : `must be YAML with the keys ${keys}`,
    },
  )
  .refine((block) => block.picture === undefined || block.alt !== undefined, {
    path: ['alt'],
    message: 'is missing: say what the picture shows',
  });

/** `firstLine` is the line of the block's first YAML line. Null when there is any fault that leaves nothing to show. */
export function readExercise(source: string, firstLine: number): { exercise: Exercise | null; faults: LessonFault[] } {
  const lines = new LineCounter();
  const yaml = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => firstLine + lines.linePos(offset).line - 1;
  const faults: LessonFault[] = yaml.errors.map((error) => ({
    line: lineAt(error.pos[0]),
    message: `exercise: ${error.message}`,
  }));
  if (faults.length > 0) return { exercise: null, faults };

  let content: unknown;
  try {
    content = yaml.toJS({ maxAliasCount: 0 });
  } catch {
    return {
      exercise: null,
      faults: [{ line: firstLine, message: 'exercise: references (&, *) are not understood here' }],
    };
  }
  const checked = schema.safeParse(content);
  if (!checked.success) {
    return {
      exercise: null,
      faults: checked.error.issues.map((issue) => {
        const path = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : issue.path;
        const node = path.length > 0 ? yaml.getIn(path, true) : null;
        const where = issue.path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' ');
        return {
          line: isNode(node) && node.range ? lineAt(node.range[0]) : firstLine,
          message: `exercise${where ? `, ${where}` : ''}: ${issue.message}`,
        };
      }),
    };
  }

  const { name, picture, alt, dose, cues, mistake } = checked.data;
  const read = (value: string, path: Array<string | number>) => {
    const { parts, faults: found } = readMergeText(value);
    const node = yaml.getIn(path, true);
    const line = isNode(node) && node.range ? lineAt(node.range[0]) : firstLine;
    faults.push(...found.map((message) => ({ line, message: `exercise: ${message}` })));
    return parts;
  };
  return {
    exercise: {
      type: 'exercise',
      name: read(name, ['name']),
      picture: picture === undefined ? null : { path: picture, alt: alt ?? '' },
      dose: read(dose, ['dose']),
      cues: cues.map((cue, index) => read(cue, ['cues', index])),
      mistake: mistake === undefined ? null : read(mistake, ['mistake']),
    },
    faults,
  };
}
