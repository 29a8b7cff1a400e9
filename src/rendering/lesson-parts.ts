import type { Block, Inline } from './lesson-document.js';
import { mergeText } from './merge-text.js';

/** Every picture of a lesson with its words, those of exercises too, in order. */
export function picturesIn(blocks: readonly Block[]): Array<{ path: string; alt: string }> {
  return blocks.flatMap((block) => {
    if (block.type === 'picture') return [{ path: block.path, alt: block.alt }];
    if (block.type === 'exercise') return block.picture ? [block.picture] : [];
    if (block.type === 'list') return block.items.flatMap(picturesIn);
    return block.type === 'quote' ? picturesIn(block.children) : [];
  });
}

/** Every link and button with its words, in order. */
export function linksIn(blocks: readonly Block[]): Array<{ url: string; words: string }> {
  return blocks.flatMap((block) => {
    if (block.type === 'list') return block.items.flatMap(linksIn);
    if (block.type === 'quote') return linksIn(block.children);
    if (block.type === 'button') return [{ url: block.url, words: mergeText(block.words, (_, fallback) => fallback) }];
    return block.type === 'heading' || block.type === 'paragraph' ? inlineLinks(block.children) : [];
  });
}

function inlineLinks(parts: readonly Inline[]): Array<{ url: string; words: string }> {
  return parts.flatMap((part) => {
    if (part.type === 'link') return [{ url: part.url, words: wordsOf(part.children) }];
    return part.type === 'strong' || part.type === 'emphasis' ? inlineLinks(part.children) : [];
  });
}

function wordsOf(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (part.type === 'text' || part.type === 'code') return part.value;
      if (part.type === 'merge') return part.fallback;
      return part.type === 'break' ? ' ' : wordsOf(part.children);
    })
    .join('');
}
