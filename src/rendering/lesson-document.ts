import type { Definition, Nodes, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { readExercise, type Exercise, type LessonFault } from './exercise-block.js';
import { readMergeText, type MergeSpot, type MergeText, type Text } from './merge-text.js';

export type { LessonFault } from './exercise-block.js';

export type Inline =
  | Text
  | MergeSpot
  | { type: 'strong' | 'emphasis'; children: Inline[] }
  | { type: 'code'; value: string }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'break' };

export type Block =
  | { type: 'heading'; level: 2 | 3; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'quote'; children: Block[] }
  | { type: 'picture'; path: string; alt: string }
  | { type: 'button'; url: string; words: MergeText }
  | { type: 'code'; value: string }
  | { type: 'rule' }
  | Exercise;

/** What an author wrote, understood: only what the letters can show, both as HTML and as text. */
export interface LessonDocument {
  blocks: Block[];
}

export interface ReadLesson {
  document: LessonDocument;
  /** In order of lines; empty: it may be published. */
  faults: LessonFault[];
  /** Paths as written, each place once; whether the file exists is for the caller to check. */
  pictures: Array<{ path: string; line: number }>;
  links: Array<{ url: string; line: number }>;
}

const mostCharacters = 60_000;
const mostNesting = 5;
const allowedLink = /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]+)/i;

/** Reads a lesson's Markdown (without front matter). `firstLine` is the line of its first line in the file. Never throws. */
export function readLesson(markdown: string, firstLine = 1): ReadLesson {
  if (markdown.length > mostCharacters) {
    const message = `the lesson has ${markdown.length} characters; expected at most ${mostCharacters}`;
    return { document: { blocks: [] }, faults: [{ line: firstLine, message }], pictures: [], links: [] };
  }
  const root = fromMarkdown(markdown);
  const reading = new Reading(root, firstLine);
  const blocks = reading.blocks(root.children, 0);
  return {
    document: { blocks },
    faults: reading.faults.sort((a, b) => a.line - b.line),
    pictures: reading.pictures,
    links: reading.links,
  };
}

class Reading {
  readonly faults: LessonFault[] = [];
  readonly pictures: ReadLesson['pictures'] = [];
  readonly links: ReadLesson['links'] = [];
  private readonly definitions: Map<string, Definition>;

  constructor(
    root: Root,
    private readonly firstLine: number,
  ) {
    this.definitions = new Map(
      root.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node]] : [])),
    );
  }

  blocks(nodes: RootContent[], depth: number): Block[] {
    if (depth > mostNesting && nodes[0]) {
      this.fault(nodes[0], `lists and quotes are nested more than ${mostNesting} deep`);
      return [];
    }
    return nodes.flatMap((node) => this.block(node, depth));
  }

  private block(node: RootContent, depth: number): Block[] {
    switch (node.type) {
      case 'heading':
        return [{ type: 'heading', level: node.depth <= 2 ? 2 : 3, children: this.inlines(node.children, 0) }];
      case 'paragraph': {
        const [only, ...others] = node.children;
        if (only?.type === 'image' && others.length === 0) return [this.picture(only, only.url, only.alt)];
        const children = this.inlines(node.children, 0);
        return [buttonOf(children) ?? { type: 'paragraph', children }];
      }
      case 'list':
        return [
          {
            type: 'list',
            ordered: node.ordered ?? false,
            start: node.start ?? 1,
            items: node.children.map((item) => this.blocks(item.children, depth + 1)),
          },
        ];
      case 'blockquote':
        return [{ type: 'quote', children: this.blocks(node.children, depth + 1) }];
      case 'code':
        return node.lang === 'exercise' ? this.exercise(node, node.value) : [{ type: 'code', value: node.value }];
      case 'thematicBreak':
        return [{ type: 'rule' }];
      case 'definition':
        this.link(node, node.url);
        return [];
      case 'html':
        this.fault(node, `HTML is not passed on: ${shorten(node.value)}`);
        return [];
      default:
        this.fault(node, `cannot be shown in a letter: ${node.type}`);
        return [];
    }
  }

  private exercise(node: Nodes, source: string): Block[] {
    const line = this.line(node) + 1;
    const { exercise, faults } = readExercise(source, line);
    this.faults.push(...faults);
    if (exercise?.picture) this.pictures.push({ path: exercise.picture.path, line });
    return exercise ? [exercise] : [];
  }

  private inlines(nodes: RootContent[], depth: number): Inline[] {
    if (depth > mostNesting && nodes[0]) {
      this.fault(nodes[0], `emphasis and links are nested more than ${mostNesting} deep`);
      return [];
    }
    return nodes.flatMap((node) => this.inline(node, depth));
  }

  private inline(node: RootContent, depth: number): Inline[] {
    switch (node.type) {
      case 'text': {
        const { parts, faults } = readMergeText(node.value.replace(/\s*\n\s*/g, ' '));
        for (const message of faults) this.fault(node, message);
        return parts;
      }
      case 'strong':
      case 'emphasis':
        return [{ type: node.type, children: this.inlines(node.children, depth + 1) }];
      case 'inlineCode':
        return [{ type: 'code', value: node.value }];
      case 'break':
        return [{ type: 'break' }];
      case 'link':
        this.link(node, node.url);
        return [{ type: 'link', url: node.url, children: this.inlines(node.children, depth + 1) }];
      case 'linkReference': {
        const url = this.definitions.get(node.identifier)?.url ?? '';
        return [{ type: 'link', url, children: this.inlines(node.children, depth + 1) }];
      }
      case 'image':
      case 'imageReference':
        this.fault(node, 'a picture stands in a paragraph of its own, as ![what it shows](pictures/name.png)');
        return [];
      case 'html':
        this.fault(node, `HTML is not passed on: ${shorten(node.value)}`);
        return [];
      default:
        this.fault(node, `cannot be shown in a letter: ${node.type}`);
        return [];
    }
  }

  private picture(node: Nodes, path: string, alt: string | null | undefined): Block {
    if (!alt?.trim())
      this.fault(node, `the picture ${shorten(path)} has no words; expected ![what it shows](${shorten(path)})`);
    this.pictures.push({ path, line: this.line(node) });
    return { type: 'picture', path, alt: alt ?? '' };
  }

  private link(node: Nodes, url: string): void {
    if (!allowedLink.test(url))
      this.fault(node, `the link ${shorten(url)} must begin with https://, http:// or mailto:`);
    this.links.push({ url, line: this.line(node) });
  }

  private fault(node: Nodes, message: string): void {
    this.faults.push({ line: this.line(node), message });
  }

  private line(node: Nodes): number {
    return (node.position?.start.line ?? 1) + this.firstLine - 1;
  }
}

/** A paragraph that is one bold link and nothing else is a button: every other Markdown program shows a bold link. */
function buttonOf(children: readonly Inline[]): Block | null {
  const [strong, ...others] = children;
  if (strong?.type !== 'strong' || others.length > 0) return null;
  const [link, ...beside] = strong.children;
  if (link?.type !== 'link' || beside.length > 0) return null;
  const words = link.children.filter((part) => part.type === 'text' || part.type === 'merge');
  return words.length > 0 && words.length === link.children.length ? { type: 'button', url: link.url, words } : null;
}

function shorten(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
