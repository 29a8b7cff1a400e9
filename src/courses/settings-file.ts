import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isScalar, isSeq, type Pair, parseDocument, Scalar, YAMLMap } from 'yaml';

/** Values as course.yaml says them; null takes a line out, so that its default holds; a map's keys are taken one by one. */
export type SettingsChanges = Readonly<Record<string, unknown>>;

type Values = Record<string, unknown>;

const spelling = { lineWidth: 0, flowCollectionPadding: false } as const;
/** What YAML calls white space: a value may well end in another blank, such as an ideographic space. */
const blank = /[ \t\r\n]/;

/**
 * course.yaml with these values and every other line as it was: comments, quotes, blank lines and line ends. Only the
 * lines of a value that changes are written anew. `text` must be readable as YAML (readYaml).
 */
export function editSettingsText(text: string, changes: SettingsChanges): string {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  let now = text.slice(mark.length);
  for (const [key, value] of Object.entries(changes)) {
    if (isObject(value) && isObject(valuesOf(now)[key]))
      for (const [inner, to] of Object.entries(value)) now = withValue(now, [key, inner], to);
    else now = withValue(now, [key], withoutNulls(value));
  }
  return mark + now;
}

function withValue(text: string, path: readonly string[], value: unknown): string {
  const before = valuesOf(text);
  const after = changed(before, path, value);
  if (isDeepStrictEqual(before, after)) return text;
  const spliced = splice(text, path, value);
  if (isDeepStrictEqual(valuesOf(spliced), after)) return spliced;
  const document = parse(text); // an unusual spelling: the whole file is written anew
  if (value === null) document.deleteIn(path);
  else document.setIn(path, nodeOf(value, path, document));
  return document.toString(spelling);
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { schema: 'core' });
}

function valuesOf(text: string): Values {
  const document = parse(text);
  const values: unknown = document.errors.length > 0 ? null : document.toJS();
  return isObject(values) ? values : {};
}

function changed(values: Values, [key = '', ...path]: readonly string[], value: unknown): Values {
  const { [key]: old, ...rest } = values;
  if (path.length > 0) return { ...rest, [key]: changed(isObject(old) ? old : {}, path, value) };
  return value === null ? rest : { ...rest, [key]: value };
}

function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts a value's new lines where its old ones stood, or behind the last one of its map. */
function splice(source: string, path: readonly string[], value: unknown): string {
  const { text, originOf } = unixLines(source);
  const document = parse(text);
  const map: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (!isMap(map)) return source;
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
  const last = map.items.at(-1);
  const indent = ' '.repeat(columnOf(last, text));
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const put = (from: number, to: number, lines: string) =>
    source.slice(0, originOf(from)) + lines.replaceAll('\n', lineEnd) + source.slice(originOf(to));

  if (!pair) {
    const lines = indented(rendered(document.createPair(key, nodeOf(value, path, document))), indent);
    if (path.length === 1) return put(text.length, text.length, `${/(?:^|\n)$/.test(text) ? '' : '\n'}${lines}\n`);
    const end = lineAfter(spanOf(last, text)[1], text);
    return put(end, end, `${text[end - 1] === '\n' ? '' : '\n'}${indent}${lines}\n`);
  }
  const [from, to] = spanOf(pair, text);
  if (value === null) return put(from - indent.length, lineAfter(to, text), '');
  if (isScalar(pair.value) && !isObject(value) && !Array.isArray(value)) {
    pair.value.value = value;
    // A block cannot say what blanks a text begins and ends with.
    if (typeof value === 'string' && value !== value.trim()) pair.value.type = Scalar.QUOTE_DOUBLE;
  } else {
    const node = nodeOf(value, path, document);
    if (isSeq(node) && isSeq(pair.value)) node.flow = pair.value.flow === true;
    pair.value = node;
  }
  return put(from, to, indented(rendered(pair), indent));
}

/** Where a pair's text begins and ends, without what follows its last value. */
function spanOf(pair: Pair | undefined, text: string): [number, number] {
  const from = rangeOf(pair?.key)?.[0] ?? 0;
  const keyEnd = rangeOf(pair?.key)?.[1] ?? from;
  let to = rangeOf(pair?.value)?.[1] ?? keyEnd;
  while (to > keyEnd && blank.test(text[to - 1] ?? '')) to -= 1;
  return [from, to > keyEnd ? to : text.indexOf(':', keyEnd) + 1]; // nothing behind the colon
}

function rangeOf(node: unknown): readonly number[] | null {
  return isScalar(node) || isCollection(node) ? (node.range ?? null) : null;
}

function columnOf(pair: Pair | undefined, text: string): number {
  const from = rangeOf(pair?.key)?.[0] ?? 0;
  return from - (text.lastIndexOf('\n', from - 1) + 1);
}

function lineAfter(place: number, text: string): number {
  const end = text.indexOf('\n', place);
  return end < 0 ? text.length : end + 1;
}

/** One pair as text. What stands before its key, and behind its value on the same line, is kept in the file. */
function rendered(pair: Pair): string {
  if (isScalar(pair.key)) {
    pair.key.commentBefore = undefined;
    pair.key.spaceBefore = false;
  }
  if (isScalar(pair.value) || isSeq(pair.value)) pair.value.comment = undefined;
  const map = new YAMLMap();
  map.items.push(pair);
  return new Document<YAMLMap>(map).toString(spelling).replace(/[ \t\r\n]+$/, '');
}

function indented(lines: string, indent: string): string {
  return lines.replaceAll(/\n(?=.)/g, `\n${indent}`);
}

/** Lists of days stand in one line, lists of sentences in one line each. */
function nodeOf(value: unknown, path: readonly string[], document: Document.Parsed) {
  const node = document.createNode(value);
  if (isSeq(node)) node.flow = path.at(-1) !== 'promises';
  if (isScalar(node) && path.at(-1) === 'hour') node.type = Scalar.QUOTE_DOUBLE; // 07:00 is a number to old readers
  return node;
}

/** The text with plain line feeds, and for each place in it the place in `source`. */
function unixLines(source: string): { text: string; originOf(place: number): number } {
  const places: number[] = [];
  let text = '';
  for (let at = 0; at < source.length; at++) {
    places.push(at);
    if (source[at] === '\r') {
      text += '\n';
      if (source[at + 1] === '\n') at += 1;
    } else text += source[at];
  }
  return { text, originOf: (place) => places[place] ?? source.length };
}
