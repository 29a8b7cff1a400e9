import {
  $createCodeBlockNode,
  addExportVisitor$,
  addImportVisitor$,
  type CodeBlockNode,
  type LexicalExportVisitor,
  type MdastImportVisitor,
  realmPlugin,
} from '@mdxeditor/editor';
import type { Nodes, Paragraph, PhrasingContent } from 'mdast';

/**
 * Pictures and buttons are paragraphs in Markdown and blocks with fields in the editor. There they are code blocks, in languages that
 * nobody can type, whose code is what the fields say, as JSON.
 */
export const pictureBlock = '\u0001picture';
export const buttonBlock = '\u0001button';

export interface PictureFields {
  path: string;
  alt: string;
}

export interface ButtonFields {
  words: string;
  url: string;
}

/** Its code is written by ourselves alone. */
export function fieldsOf<T>(code: string): T {
  return JSON.parse(code) as T;
}

export function codeOf(fields: PictureFields | ButtonFields): string {
  return JSON.stringify(fields);
}

/** A picture alone in its paragraph; null: something else. */
function pictureIn(node: Nodes): PictureFields | null {
  if (node.type !== 'paragraph' || node.children.length !== 1) return null;
  const [image] = node.children;
  return image?.type === 'image' ? { path: image.url, alt: image.alt ?? '' } : null;
}

/** One bold link and nothing else, of plain words: a button. */
function buttonIn(node: Nodes): ButtonFields | null {
  if (node.type !== 'paragraph' || node.children.length !== 1) return null;
  const [strong] = node.children;
  const [link] = strong?.type === 'strong' && strong.children.length === 1 ? strong.children : [];
  if (link?.type !== 'link' || link.children.length === 0) return null;
  if (!link.children.every((child) => child.type === 'text')) return null;
  return { words: link.children.map((child) => (child.type === 'text' ? child.value : '')).join(''), url: link.url };
}

const importing: MdastImportVisitor<Paragraph> = {
  testNode: (node) => pictureIn(node) !== null || buttonIn(node) !== null,
  visitNode({ mdastNode, mdastParent, lexicalParent, actions }) {
    if (mdastParent?.type !== 'root' || !takesBlocks(lexicalParent)) return actions.nextVisitor();
    const picture = pictureIn(mdastNode);
    const fields = picture ?? buttonIn(mdastNode);
    if (!fields) return;
    const language = picture ? pictureBlock : buttonBlock;
    const block = $createCodeBlockNode({ code: codeOf(fields), language, meta: '' });
    lexicalParent.append(block);
  },
  priority: 100,
};

function takesBlocks<T extends object>(parent: T): parent is T & { append(block: CodeBlockNode): void } {
  return 'append' in parent && typeof parent.append === 'function';
}

/** By its type's name, not by its class: another copy of the editor's core would have other classes. */
const exporting: LexicalExportVisitor<CodeBlockNode, Nodes> = {
  testLexicalNode: (node): node is CodeBlockNode =>
    node.getType() === 'codeblock' && [pictureBlock, buttonBlock].includes((node as CodeBlockNode).getLanguage()),
  visitLexicalNode({ lexicalNode, mdastParent, actions }) {
    const code = lexicalNode.getCode();
    const child =
      lexicalNode.getLanguage() === pictureBlock
        ? image(fieldsOf<PictureFields>(code))
        : button(fieldsOf<ButtonFields>(code));
    actions.appendToParent(mdastParent, { type: 'paragraph', children: [child] });
  },
  priority: 100,
};

function image({ path, alt }: PictureFields): PhrasingContent {
  return { type: 'image', url: path, alt };
}

function button({ words, url }: ButtonFields): PhrasingContent {
  return { type: 'strong', children: [{ type: 'link', url, children: [{ type: 'text', value: words }] }] };
}

/** Line ends that the author forced; the editor would lose them. */
const lineBreaks: LexicalExportVisitor<never, Nodes> = {
  testLexicalNode: (node): node is never => node.getType() === 'linebreak',
  visitLexicalNode({ mdastParent, actions }) {
    actions.appendToParent(mdastParent, { type: 'break' });
  },
  priority: 100,
};

export const lessonBlocks = realmPlugin({
  init(realm) {
    realm.pubIn({ [addImportVisitor$]: importing, [addExportVisitor$]: [exporting, lineBreaks] });
  },
});
