import './lesson.css';
import { Alert, Badge, Box, Group, Tabs, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { readLesson } from '../../src/rendering/lesson-document.js';
import { useMay } from '../api/me.js';
import { sayProblem } from '../api/problem.js';
import { PageHead } from '../shell/page-head.js';
import { BodyEditor, type EditorView } from './body-editor.js';
import { Checklist } from './checklist.js';
import { ClashDialog } from './clash-dialog.js';
import { CoursePicturesContext } from './course-pictures.js';
import { HeadFields } from './head-fields.js';
import { LetterPane } from './letter-pane.js';
import { type Letter, typedOf } from './letter-words.js';
import { Neighbours } from './neighbours.js';
import { SavingLine } from './saving-line.js';
import { sentence } from './sentence.js';
import { TestLetterButton } from './test-letter-button.js';
import { useCompany } from './use-company.js';
import { useCoursePictures } from './use-course-pictures.js';
import { usePreview } from './use-preview.js';
import { useWordsDesk } from './use-words-desk.js';

export interface LetterDeskProps {
  slug: string;
  letter: Letter;
  view: DraftView;
}

/** One letter of a course, being written: its words at the left, what becomes of them at the right, or behind tabs on a small screen. */
export function LetterDesk({ slug, letter, view }: LetterDeskProps) {
  const { desk, state, recovered } = useWordsDesk(slug, letter, view);
  const pictures = useCoursePictures(slug, view);
  const company = useCompany(slug, letter, view);
  const mayWrite = useMay('courses.write');
  const mayTest = useMay('letters.test');
  const wide = useMediaQuery('(min-width: 75em)', true);
  const [tab, setTab] = useState<string | null>('write');
  const [editor, setEditor] = useState<EditorView>('words');
  const [line, setLine] = useState<{ number: number } | null>(null);
  const { words } = state;
  const typed = useMemo(() => typedOf(letter, words), [letter, words]);
  const preview = usePreview(slug, typed, view.pictures.length);
  const links = useMemo(() => webLinks(words.body), [words.body]);
  const checks = preview.data?.checks ?? [];
  const open = checks.filter(({ state: each }) => each !== 'fine').length;

  const goToLine = (number: number) => {
    setTab('write');
    setEditor('source');
    setLine({ number });
  };

  const writing = (
    <Box className="lesson-writing">
      {recovered && (
        <Alert mb="md" withCloseButton closeButtonLabel="Close">
          These are the words you had typed when you were last here and which were not saved then.
        </Alert>
      )}
      {company.length > 0 && (
        <Text fz="sm" mb="sm" role="status">
          {company.join(' and ')} {company.length === 1 ? 'has' : 'have'} this open, too.
        </Text>
      )}
      <HeadFields
        words={words}
        faults={state.faults}
        kind={kindOf(letter, view)}
        readOnly={!mayWrite}
        onWrite={(some) => desk.write(some)}
      />
      <Box mt="md">
        <BodyEditor
          body={words.body}
          epoch={state.epoch}
          view={editor}
          onView={setEditor}
          line={line}
          error={sentence(state.faults.body)}
          readOnly={!mayWrite}
          onWrite={(body) => desk.write({ body })}
        />
      </Box>
      <Neighbours slug={slug} letter={letter} view={view} />
    </Box>
  );
  const shown = (
    <LetterPane
      preview={preview.data}
      problem={preview.error && !preview.data ? sayProblem(preview.error) : null}
      onLine={goToLine}
    />
  );
  const checked = <Checklist slug={slug} checks={checks} links={links} mayTry={mayWrite} onLine={goToLine} />;

  return (
    <CoursePicturesContext.Provider value={pictures}>
      <PageHead
        title={titleOf(letter, view, words.subject)}
        back={{ to: `/courses/${slug}`, label: view.settings.name }}
      >
        {mayWrite && <SavingLine saving={state.saving} problem={state.problem} />}
        {mayTest && <TestLetterButton slug={slug} typed={typed} />}
      </PageHead>
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
      <ClashDialog clash={state.clash} words={words} onSettle={(whose) => void desk.settle(whose)} />
    </CoursePicturesContext.Provider>
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

function kindOf(letter: Letter, view: DraftView): 'first-lesson' | 'lesson' | 'completion' {
  if (letter.kind === 'completion') return 'completion';
  return view.lessons[0]?.key === letter.key ? 'first-lesson' : 'lesson';
}

function titleOf(letter: Letter, view: DraftView, subject: string): string {
  if (letter.kind === 'completion') return 'Completion letter';
  const place = view.lessons.findIndex(({ key }) => key === letter.key);
  return `${place < 0 ? '' : `Day ${place + 1}: `}${subject.trim() || 'a lesson without a subject'}`;
}

function webLinks(body: string): string[] {
  const { links } = readLesson(body);
  return [...new Set(links.map(({ url }) => url).filter((url) => /^https?:/i.test(url)))];
}
