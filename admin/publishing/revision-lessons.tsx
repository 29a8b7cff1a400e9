import { Accordion, Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RevisionLetter, RevisionView } from '../../src/revisions/revision.schema.js';
import { call, withQuery } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import '../lesson/lesson.css';
import { LetterPane } from '../lesson/letter-pane.js';
import { plainSubject } from './publish-words.js';
import styles from './publishing.module.css';

/** Every letter of a revision in its order, the last one at the end; one at a time is open. */
export function RevisionLessons({ slug, view }: { slug: string; view: RevisionView }) {
  const [open, setOpen] = useState<string | null>(null);
  const letters = [
    ...view.lessons.map((lesson, index) => ({
      ...lesson,
      value: `lesson-${index + 1}`,
      place: `Lesson ${index + 1}`,
      about: waitWords(lesson, index),
    })),
    { ...view.completion, key: null, value: 'end', place: 'At the end', about: 'the completion letter' },
  ];
  return (
    <Accordion value={open} onChange={setOpen} order={3} transitionDuration={0}>
      {letters.map(({ key, value, place, subject, preheader, about, body }) => (
        <Accordion.Item key={value} value={value}>
          <Accordion.Control>
            <Text fz="sm" c="dimmed">
              {place} · {about}
            </Text>
            <Text fw={600}>{plainSubject(subject)}</Text>
            {preheader && <Text fz="sm">{plainSubject(preheader)}</Text>}
          </Accordion.Control>
          <Accordion.Panel>
            {open === value && <Letter slug={slug} number={view.number} lesson={key} body={body} />}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function waitWords({ waitDays, minutes }: RevisionView['lessons'][number], index: number): string {
  const wait = index === 0 ? 'to begin with' : waitDays === 1 ? 'the next day' : `after ${waitDays} days`;
  return minutes === null ? wait : `${wait} · ${minutes} minutes`;
}

interface LetterProps {
  slug: string;
  number: number;
  /** Null: the completion letter. */
  lesson: string | null;
  body: string;
}

function Letter({ slug, number, lesson, body }: LetterProps) {
  const letter = useQuery({
    queryKey: ['courses', slug, 'revision', number, 'letter', lesson],
    queryFn: () => call<RevisionLetter>('GET', withQuery(`/courses/${slug}/revisions/${number}/letter`, { lesson })),
    staleTime: Infinity,
  });
  return (
    <div className={styles.columns}>
      <Box component="pre" className={styles.words ?? ''} tabIndex={0} aria-label="Its words">
        {body.trim()}
      </Box>
      <LetterPane
        preview={letter.data && { ...letter.data, from: null, bytes: null, checks: [] }}
        problem={letter.error ? sayProblem(letter.error) : null}
        onLine={() => undefined}
      />
    </div>
  );
}
