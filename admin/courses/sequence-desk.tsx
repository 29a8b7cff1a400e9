import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { DraftEdit, DraftLesson, DraftView } from '../../src/courses/draft.schema.js';
import { useMay } from '../api/me.js';
import { Empty } from '../shell/empty.js';
import { ClashNotice } from './clash-notice.js';
import { CourseNav } from './course-nav.js';
import { counted, dateWords, plainSubject } from './course-words.js';
import { LessonList } from './lesson-list.js';
import { beforeOf } from './moved-ahead.js';
import { NewLesson } from './new-lesson.js';
import { SequenceHead } from './sequence-head.js';
import { Shelf } from './shelf.js';
import { Simulator } from './simulator.js';
import { useDraft } from './use-draft.js';
import { usePresence } from './use-presence.js';
import { useSimulation, type Wishes } from './use-simulation.js';

/** Where a new lesson goes: in front of this key (null: last), and that in words. */
interface Gap {
  before: string | null;
  words: string;
}

export function SequenceDesk({ slug, saved }: { slug: string; saved: DraftView }) {
  const mayEdit = useMay('courses.write');
  const draft = useDraft(slug, saved);
  const { lessons } = draft.view;
  const others = usePresence(slug, saved.version, draft.saving === 'saving');
  const [held, setHeld] = useState<{ from: number; to: number } | null>(null);
  const [gap, setGap] = useState<Gap | null>(null);
  const [wishes, setWishes] = useState<Wishes>({ from: tomorrow() });

  const tried = held
    ? lessons.toSpliced(held.from, 1).toSpliced(held.to, 0, ...lessons.slice(held.from, held.from + 1))
    : lessons;
  const simulation = useSimulation(slug, draft.view, tried, wishes);
  const dates = useMemo(
    () => new Map(simulation.data?.letters.map(({ lesson, localDate }) => [lesson, dateWords(localDate)])),
    [simulation.data],
  );
  const subjects = useMemo(() => new Map(lessons.map(({ key, subject }) => [key, subject])), [lessons]);

  useHotkeys(
    mayEdit
      ? [
          ['mod+Z', () => void (saved.canUndo && draft.undo())],
          ['mod+shift+Z', () => void (saved.canRedo && draft.redo())],
          ['mod+Y', () => void (saved.canRedo && draft.redo())],
        ]
      : [],
  );

  /** An act with no field beside it: what is wrong is said in a note. */
  async function act(edit: DraftEdit, done?: string) {
    const wrong = await draft.edit(edit);
    if (wrong) notifications.show({ color: 'coral', message: Object.values(wrong).join(' ') });
    else if (done) notifications.show({ message: done });
  }

  const actions = (lesson: DraftLesson, index: number) => {
    const { key } = lesson;
    const subject = plainSubject(lesson.subject);
    return {
      onWait: async (waitDays: number) => {
        const wrong = await draft.edit({ kind: 'lesson.write', lesson: key, waitDays });
        return wrong ? (wrong['lesson.waitDays'] ?? 'Whole days, from 1 to 90.') : undefined;
      },
      onInsert: (where: 'before' | 'after') =>
        setGap({
          before: where === 'before' ? key : (lessons[index + 1]?.key ?? null),
          words: `It goes ${where} “${subject}”.`,
        }),
      onCopy: () => void act({ kind: 'lesson.duplicate', lesson: key }),
      onTakeOut: () =>
        void act({ kind: 'lesson.remove', lesson: key }, `“${subject}” is on the shelf now. Undo brings it back here.`),
    };
  };

  async function goOn() {
    const left = await draft.goOn();
    if (left > 0)
      notifications.show({
        color: 'coral',
        message: 'Part of your change is not possible any more, and was left out.',
      });
  }

  return (
    <>
      <SequenceHead slug={slug} draft={draft} others={others} mayEdit={mayEdit} subjects={subjects} />
      <CourseNav slug={slug} here="Lessons" />
      <Stack gap="lg">
        {draft.clash && <ClashNotice clash={draft.clash} onGoOn={() => void goOn()} onLetGo={draft.letGo} />}
        {lessons.length === 0 ? (
          <Empty title="No lessons yet">A course needs at least one before it can be published.</Empty>
        ) : (
          <LessonList
            slug={slug}
            lessons={lessons}
            mayEdit={mayEdit}
            places={new Map(tried.map(({ key }, index) => [key, index]))}
            dates={dates}
            onHold={setHeld}
            onMove={(from, to) => {
              const lesson = lessons[from];
              if (lesson) void act({ kind: 'lesson.move', lesson: lesson.key, before: beforeOf(lessons, from, to) });
            }}
            actions={actions}
          />
        )}
        {mayEdit && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setGap({ before: null, words: 'It goes to the end of the course.' })}
            style={{ alignSelf: 'flex-start' }}
          >
            New lesson
          </Button>
        )}
        <Faults view={saved} />
        <Simulator
          wishes={wishes}
          onWish={setWishes}
          simulation={simulation.data}
          error={simulation.error}
          subjects={subjects}
        />
        <Shelf
          shelf={saved.shelf}
          mayEdit={mayEdit}
          onPutBack={(lesson) => void act({ kind: 'lesson.restore', lesson, before: null })}
        />
      </Stack>
      <NewLesson
        where={gap?.words ?? null}
        onClose={() => setGap(null)}
        onAdd={(subject, waitDays) =>
          draft.edit({
            kind: 'lesson.insert',
            lesson: { subject, preheader: '', minutes: null, waitDays, body: '' },
            before: gap?.before ?? null,
          })
        }
      />
    </>
  );
}

/** What publishing would refuse. Not an error: somebody is still writing. */
function Faults({ view: { faults, lessons } }: { view: DraftView }) {
  if (faults.length === 0) return null;
  const lessonOf = (file: string) => {
    const number = /^0*(\d+)-/.exec(file)?.[1];
    const lesson = number === undefined ? undefined : lessons[Number(number) - 1];
    return lesson ? `“${plainSubject(lesson.subject)}”` : file === 'completion.md' ? 'The last letter' : 'The course';
  };
  return (
    <Alert color="sea" title={`${counted(faults.length, 'thing')} to do before it can be published`}>
      <List fz="sm">
        {faults.slice(0, 12).map(({ file, line, message }) => (
          <List.Item key={`${file} ${line} ${message}`}>
            <b>{lessonOf(file)}</b>, line {line}: {message}
          </List.Item>
        ))}
      </List>
      {faults.length > 12 && <Text fz="sm">… and {faults.length - 12} more.</Text>}
    </Alert>
  );
}

/** On this computer's calendar. */
function tomorrow(): string {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
