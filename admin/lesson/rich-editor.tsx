import '@mdxeditor/editor/style.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  codeBlockPlugin,
  headingsPlugin,
  linkDialogPlugin,
  linkPlugin,
  listsPlugin,
  markdownShortcutPlugin,
  MDXEditor,
  type MDXEditorMethods,
  quotePlugin,
  thematicBreakPlugin,
  toolbarPlugin,
} from '@mdxeditor/editor';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { buttonBlock, lessonBlocks, pictureBlock } from './block-nodes.js';
import { usePictures } from './letter-pictures.js';
import { EditorToolbar, type PictureInserter } from './editor-toolbar.js';
import { editorWords } from './editor-words.js';
import { ExerciseForm } from './exercise-form.js';
import { keepSource } from './keep-source.js';
import { CodeForm, ButtonForm, PictureForm } from './small-blocks.js';

export interface RichEditorProps {
  /** The Markdown to begin with; another one is shown by another `key`. */
  source: string;
  readOnly: boolean;
  onChange: (source: string) => void;
  /** The editor cannot show it: nothing may be saved from here. */
  onUnreadable: () => void;
}

/** `picture` is told how to insert one. */
const plugins = (picture: PictureInserter) => [
  lessonBlocks(),
  headingsPlugin({ allowedHeadingLevels: [2, 3] }),
  listsPlugin(),
  quotePlugin(),
  thematicBreakPlugin(),
  linkPlugin(),
  linkDialogPlugin({ showLinkTitleField: false }),
  codeBlockPlugin({
    defaultCodeBlockLanguage: '',
    codeBlockEditorDescriptors: [
      { priority: 3, match: (language) => language === 'exercise', Editor: ExerciseForm },
      { priority: 2, match: (language) => language === pictureBlock, Editor: PictureForm },
      { priority: 2, match: (language) => language === buttonBlock, Editor: ButtonForm },
      { priority: 0, match: () => true, Editor: CodeForm },
    ],
  }),
  markdownShortcutPlugin(),
  toolbarPlugin({ toolbarContents: () => <EditorToolbar picture={picture} /> }),
];

/** The editor would indent, and nobody without a mouse could ever leave it (WCAG 2.2, 2.1.2: no keyboard trap). */
function leaveByTab(event: KeyboardEvent): void {
  if (event.key === 'Tab') event.stopPropagation();
}

/** Words as they look, blocks as forms. What nobody edited keeps its bytes. */
export function RichEditor({ source, readOnly, onChange, onUnreadable }: RichEditorProps) {
  const editor = useRef<MDXEditorMethods>(null);
  const before = useRef<string | null>(null);
  const [original] = useState(source);
  const picture = useRef<((path: string) => void) | null>(null);
  const tools = useMemo(() => plugins(picture), []);
  const { add } = usePictures();
  const dark = useComputedColorScheme('light') === 'dark';

  useEffect(() => {
    before.current ??= editor.current?.getMarkdown() ?? null;
  }, []);

  const changed = (markdown: string, byLoading: boolean) => {
    if (byLoading) before.current = markdown;
    else if (before.current !== null) onChange(keepSource(original, before.current, markdown));
  };

  /** Pictures that are pasted or dropped stand in a block of their own, whose words are asked for. */
  const takePictures = (event: ClipboardEvent | DragEvent, files: FileList | undefined) => {
    const pictures = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'));
    const inField = event.target instanceof Element && event.target.closest('.lesson-block');
    if (pictures.length === 0 || readOnly || inField) return;
    event.preventDefault();
    event.stopPropagation();
    void (async () => {
      for (const file of pictures) {
        const path = await add(file);
        if (path) picture.current?.(path);
      }
    })();
  };

  return (
    <div
      className="lesson-editor"
      onPasteCapture={(event) => takePictures(event, event.clipboardData.files)}
      onDropCapture={(event) => takePictures(event, event.dataTransfer.files)}
      onKeyDownCapture={leaveByTab}
    >
      <MDXEditor
        ref={editor}
        className={dark ? 'lesson-colors dark-theme' : 'lesson-colors'}
        contentEditableClassName="lesson-words"
        markdown={original}
        trim={false}
        readOnly={readOnly}
        translation={editorWords}
        placeholder="Write here."
        plugins={tools}
        toMarkdownOptions={{
          bullet: '-',
          rule: '-',
          emphasis: '*',
          strong: '*',
          listItemIndent: 'one',
          incrementListMarker: true,
        }}
        onChange={changed}
        onError={onUnreadable}
      />
    </div>
  );
}
