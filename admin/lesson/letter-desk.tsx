import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { useMay } from '../api/me.js';
import { PageHead } from '../shell/page-head.js';
import { ClashDialog } from './clash-dialog.js';
import { HeadFields } from './head-fields.js';
import { type Letter, typedOf } from './letter-words.js';
import { LetterWorkplace } from './letter-workplace.js';
import { Neighbours } from './neighbours.js';
import { RecoveredNote } from './recovered-note.js';
import { SavingLine } from './saving-line.js';
import { TestLetterButton } from './test-letter-button.js';
import { useCompany } from './use-company.js';
import { useCoursePictures } from './use-course-pictures.js';
import { useLessonPlace } from './use-lesson-place.js';
import { useWordsDesk } from './use-words-desk.js';

const labels = {
  subject: 'Subject',
  preheader: 'Preheader',
  minutes: 'Minutes',
  waitDays: 'Days to wait',
  body: 'The words of the letter',
} as const;

export interface LetterDeskProps {
  slug: string;
  letter: Letter;
  view: DraftView;
}

/** One letter of a course, being written. */
export function LetterDesk({ slug, letter, view }: LetterDeskProps) {
  const { desk, state, recovered } = useWordsDesk(useLessonPlace(slug, letter), view);
  const pictures = useCoursePictures(slug, view);
  const company = useCompany(slug, letter, view);
  const mayWrite = useMay('courses.write');
  const mayTest = useMay('letters.test');
  const { words } = state;
  const typed = useMemo(() => typedOf(letter, words), [letter, words]);
  const at = `/courses/${slug}`;
  return (
    <>
      <PageHead title={titleOf(letter, view, words.subject)} back={{ to: at, label: view.settings.name }}>
        {mayWrite && <SavingLine saving={state.saving} problem={state.problem} />}
        {mayTest && <TestLetterButton at={at} typed={typed} />}
      </PageHead>
      <LetterWorkplace
        at={at}
        typed={typed}
        pictures={pictures}
        body={words.body}
        epoch={state.epoch}
        fault={state.faults.body}
        readOnly={!mayWrite}
        onWrite={(body) => desk.write({ body })}
        above={
          <>
            {recovered && <RecoveredNote />}
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
          </>
        }
        below={<Neighbours slug={slug} letter={letter} view={view} />}
      />
      <ClashDialog
        clash={state.clash}
        words={words}
        labels={labels}
        note="If you keep yours, theirs can be brought back with Undo on the course’s page."
        onSettle={(whose) => void desk.settle(whose)}
      />
    </>
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
