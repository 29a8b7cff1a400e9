import type { Exercise } from './exercise-block.js';
import type { Block, Inline, LessonDocument } from './lesson-document.js';
import type { Merge } from './merge-text.js';
import { hang, TextFlow, textWidth } from '../../emails/_parts/wrapped-text.js';

/** The lesson as somebody would type it into a plain letter: same words, same links, lines of about 72 (URLs stay whole). */
export function lessonText(document: LessonDocument, merge: Merge): string {
  return blockLines(document.blocks, merge, textWidth).join('\n');
}

/** A title with its underline; for the letter's title, too. */
export function titleLines(parts: readonly Inline[], merge: Merge, underline: string, width = textWidth): string[] {
  const lines = flow(parts, merge, width);
  const longest = Math.max(...flow(parts, (_, fallback) => fallback, width).map((line) => line.length), 0);
  return [...lines, underline.repeat(Math.min(longest, width))];
}

function blockLines(blocks: readonly Block[], merge: Merge, width: number): string[] {
  return blocks.flatMap((block, index) => {
    const lines = linesOf(block, merge, width);
    const before = blocks[index - 1];
    // A heading needs more air above than a paragraph, and none of it at the top.
    const gap = before === undefined ? [] : block.type === 'heading' && before.type !== 'heading' ? ['', ''] : [''];
    return [...gap, ...lines];
  });
}

function linesOf(block: Block, merge: Merge, width: number): string[] {
  switch (block.type) {
    case 'heading':
      return block.level === 2 ? titleLines(block.children, merge, '-', width) : flow(block.children, merge, width);
    case 'paragraph':
      return flow(block.children, merge, width);
    case 'list':
      return listLines(block.items, block.ordered ? block.start : null, merge, width);
    case 'quote':
      return hang(blockLines(block.children, merge, width - 4), '    ');
    case 'picture':
      return new TextFlow(width).text(`[Picture: ${block.alt}]`).end();
    case 'button':
      return [...flow([...block.words, { type: 'text', value: ':' }], merge, width), block.url];
    case 'code':
      return block.value.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
    case 'rule':
      return ['* * *'];
    case 'exercise':
      return exerciseLines(block, merge, width);
  }
}

/** `start` null: bullets. Items of one paragraph stand close together. */
function listLines(items: readonly Block[][], start: number | null, merge: Merge, width: number): string[] {
  const loose = items.some((item) => item.filter((block) => block.type !== 'list').length > 1);
  return items.flatMap((item, index) => {
    const mark = start === null ? '- ' : `${start + index}. `;
    const lines = item.flatMap((block, place) => [
      ...(place > 0 && block.type !== 'list' ? [''] : []),
      ...linesOf(block, merge, width - mark.length),
    ]);
    return [
      ...(loose && index > 0 ? [''] : []),
      ...(lines.length === 0 ? [mark.trim()] : hang(lines, mark, ' '.repeat(mark.length))),
    ];
  });
}

/** Set in by four, so that it is found again from the floor. Its picture is left out: the cues say it in words. */
function exerciseLines(exercise: Exercise, merge: Merge, width: number): string[] {
  const inner = width - 4;
  const cues = exercise.cues.flatMap((cue, index) => hang(flow(cue, merge, inner - 3), `${index + 1}. `));
  const lines = [
    ...titleLines(exercise.name, merge, '=', inner),
    ...flow(exercise.dose, merge, inner),
    '',
    ...cues,
    ...(exercise.mistake
      ? ['', ...flow([{ type: 'text', value: 'Common mistake: ' }, ...exercise.mistake], merge, inner)]
      : []),
  ];
  return hang(lines, '    ');
}

function flow(parts: readonly Inline[], merge: Merge, width: number): string[] {
  return pour(parts, merge, new TextFlow(width)).end();
}

function pour(parts: readonly Inline[], merge: Merge, into: TextFlow): TextFlow {
  for (const part of parts) {
    switch (part.type) {
      case 'text':
        into.text(part.value);
        break;
      case 'merge':
        into.atom(merge(part.field, part.fallback), part.fallback.length);
        break;
      case 'code':
        into.text(part.value);
        break;
      case 'break':
        into.break();
        break;
      case 'link':
        pourLink(part.url, part.children, merge, into);
        break;
      default:
        pour(part.children, merge, into);
    }
  }
  return into;
}

/** "words (https://…)"; a link that is its own words is said once. */
function pourLink(url: string, words: readonly Inline[], merge: Merge, into: TextFlow): void {
  if (plainWords(words) === url.replace(/^mailto:/i, '')) {
    into.atom(url, url.length);
    return;
  }
  pour(words, merge, into).text(' ');
  into.atom(`(${url})`, url.length + 2);
}

function plainWords(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text':
        case 'code':
          return part.value;
        case 'break':
          return ' ';
        case 'merge':
          return '';
        default:
          return plainWords(part.children);
      }
    })
    .join('');
}
