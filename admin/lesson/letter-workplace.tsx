import './lesson.css';
import { Badge, Box, Group, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { readLesson } from '../../src/rendering/lesson-document.js';
import { sayProblem } from '../api/problem.js';
import { BodyEditor, type EditorView } from './body-editor.js';
import { Checklist } from './checklist.js';
import { LetterPane } from './letter-pane.js';
import { type LetterPictures, LetterPicturesContext } from './letter-pictures.js';
import { sentence } from './sentence.js';
import { usePreview } from './use-preview.js';

export interface LetterWorkplaceProps {
  /** Path in the API of what the letter belongs to: its preview, its pictures and its links are asked for below it. */
  at: string;
  /** What its preview is made of; the same object while nothing is typed. */
  typed: object;
  pictures: LetterPictures;
  body: string;
  epoch: number;
  fault: string | undefined;
  readOnly: boolean;
  onWrite: (body: string) => void;
  above: ReactNode;
  below?: ReactNode;
}

/** A letter being written: its words at the left, what becomes of them at the right, or behind tabs on a small screen. */
export function LetterWorkplace(props: LetterWorkplaceProps) {
  const { at, typed, pictures, body, epoch, fault, readOnly, onWrite, above, below } = props;
  const wide = useMediaQuery('(min-width: 75em)', true);
  const [tab, setTab] = useState<string | null>('write');
  const [editor, setEditor] = useState<EditorView>('words');
  const [line, setLine] = useState<{ number: number } | null>(null);
  const preview = usePreview(at, typed, pictures.pictures.length);
  const links = useMemo(() => webLinks(body), [body]);
  const checks = preview.data?.checks ?? [];
  const open = checks.filter(({ state: each }) => each !== 'fine').length;

  const goToLine = (number: number) => {
    setTab('write');
    setEditor('source');
    setLine({ number });
  };

  const writing = (
    <Box className="lesson-writing">
      {above}
      <Box mt="md">
        <BodyEditor
          body={body}
          epoch={epoch}
          view={editor}
          onView={setEditor}
          line={line}
          error={sentence(fault)}
          readOnly={readOnly}
          onWrite={onWrite}
        />
      </Box>
      {below}
    </Box>
  );
  const shown = (
    <LetterPane
      preview={preview.data}
      problem={preview.error && !preview.data ? sayProblem(preview.error) : null}
      onLine={goToLine}
    />
  );
  const checked = <Checklist at={at} checks={checks} links={links} mayTry={!readOnly} onLine={goToLine} />;

  return (
    <LetterPicturesContext.Provider value={pictures}>
      {wide ? (
        <div className="lesson-desk">
          {writing}
          <Tabs
            value={tab === 'write' ? 'letter' : tab}
            onChange={setTab}
            className="lesson-beside"
            keepMounted={false}
          >
            <DeskTabs open={open} />
            <Tabs.Panel value="letter">{shown}</Tabs.Panel>
            <Tabs.Panel value="checklist">{checked}</Tabs.Panel>
          </Tabs>
        </div>
      ) : (
        <Tabs value={tab} onChange={setTab}>
          <DeskTabs open={open}>
            <Tabs.Tab value="write">Write</Tabs.Tab>
          </DeskTabs>
          <Tabs.Panel value="write">{writing}</Tabs.Panel>
          <Tabs.Panel value="letter">{tab === 'letter' && shown}</Tabs.Panel>
          <Tabs.Panel value="checklist">{checked}</Tabs.Panel>
        </Tabs>
      )}
    </LetterPicturesContext.Provider>
  );
}

function DeskTabs({ open, children }: { open: number; children?: ReactNode }) {
  return (
    <Tabs.List mb="sm">
      {children}
      <Tabs.Tab value="letter">Letter</Tabs.Tab>
      <Tabs.Tab value="checklist">
        <Group gap={6} wrap="nowrap">
          Checklist
          {open > 0 && (
            <Badge size="sm" circle color="coral" aria-label={`${open} worth a look`}>
              {open}
            </Badge>
          )}
        </Group>
      </Tabs.Tab>
    </Tabs.List>
  );
}

function webLinks(body: string): string[] {
  const { links } = readLesson(body);
  return [...new Set(links.map(({ url }) => url).filter((url) => /^https?:/i.test(url)))];
}
