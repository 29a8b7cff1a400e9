import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

/** Something in a file that push refuses; `line` counts from 1, `message` says what is expected. */
export interface LineFault {
  line: number;
  message: string;
}

export interface YamlText {
  /** Plain values; an empty text is an empty object. */
  value: unknown;
  /** What cannot be read as YAML at all, or is not welcome in it. */
  faults: LineFault[];
  /** The line of a value by its path; of the nearest thing around it when there is no such value. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML 1.2 so that every fault can name its line. Tabs, anchors and tags are refused: they are never needed in a
 * course, and each surprises somebody. `firstLine` is the line of the file on which `text` begins.
 */
export function readYaml(text: string, firstLine: number): YamlText {
  const plain = text.replace(/\r\n?/g, '\n');
  const lines = new LineCounter();
  const document = parseDocument(plain, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const lineAt = (offset: number) => firstLine + Math.max(1, lines.linePos(offset).line) - 1;

  const faults: LineFault[] = tabsIn(plain, firstLine);
  for (const { code, message, pos } of document.errors) {
    if (code === 'TAB_AS_INDENT') continue; // said above, in our words
    faults.push({ line: lineAt(pos[0]), message: `is not readable as YAML: ${inOneLine(message)}` });
  }
  for (const { message, pos } of document.warnings) {
    faults.push({ line: lineAt(pos[0]), message: `is not readable as YAML: ${inOneLine(message)}` });
  }
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) || faults.length > 0) return;
      const line = lineAt(rangeStart(pair.key) ?? 0);
      faults.push({ line, message: 'is not readable as YAML: a key is one word' });
    },
    Alias(_, node) {
      const line = lineAt(node.range?.[0] ?? 0);
      faults.push({ line, message: `"*${node.source}" repeats another value: expected the value itself` });
    },
  });

  return {
    value: faults.length > 0 || document.contents === null ? {} : document.toJS(),
    faults,
    lineOf(path) {
      let node: unknown = document.contents;
      let offset = document.contents?.range?.[0] ?? 0;
      for (const step of path) {
        if (isMap(node)) {
          const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
          if (!pair) break;
          if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
          node = pair.value;
        } else if (isSeq(node)) {
          node = node.items[Number(step)];
          const at = rangeStart(node);
          if (at === null) break;
          offset = at;
        } else break;
      }
      return lineAt(offset);
    },
  };
}

function rangeStart(node: unknown): number | null {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.range?.[0] ?? null) : null;
}

function tabsIn(text: string, firstLine: number): LineFault[] {
  return text.split('\n').flatMap((line, index) => {
    return line.includes('\t') ? [{ line: firstLine + index, message: 'has a tab: expected spaces' }] : [];
  });
}

function inOneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}
