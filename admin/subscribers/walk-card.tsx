import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Person, PersonWalk } from '../../src/people/person.schema.js';
import { useMay } from '../api/me.js';
import { Dialog } from '../shell/dialog.js';
import { useAct } from './act.js';
import { CalendarDialog } from './calendar-dialog.js';
import { dayOf } from '../shell/moment.js';
import { StateBadge } from './state-badge.js';
import classes from './subscribers.module.css';
import { whenBoth } from './when.js';
import { WhyPanel } from './why-panel.js';

/** One course of one person: where they are, what comes next, and why. */
export function WalkCard({
  person,
  walk,
  onLetter,
}: {
  person: Person;
  walk: PersonWalk;
  onLetter: (id: string) => void;
}) {
  const [lesson, setLesson] = useState<string | null>(null);
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Stack gap={2}>
            <Group gap="sm">
              <Title order={3} fz="lg">
                {walk.course.name}
              </Title>
              <StateBadge state={walk.state} />
            </Group>
            <Text>{standingWords(walk)}</Text>
          </Stack>
          <WalkActs person={person} walk={walk} />
        </Group>
        <ol className={classes.strip} aria-label={`Lessons of ${walk.course.name}: press one to see why`}>
          {walk.lessons.map((one, index) => (
            <li key={one.key}>
              <button
                type="button"
                className={classes.place}
                data-place={one.place}
                aria-expanded={lesson === one.key}
                aria-label={`${index + 1}. ${one.subject}: ${one.place}${one.done ? ', marked as done' : ''}. Why?`}
                title={one.subject}
                onClick={() => setLesson(lesson === one.key ? null : one.key)}
              >
                {index + 1}
                {one.done && <span aria-hidden>✓</span>}
              </button>
            </li>
          ))}
        </ol>
        <Text fz="sm" c="dimmed">
          Press a lesson to see why it came, or did not.
        </Text>
        {lesson !== null && <WhyPanel person={person} walk={walk} lesson={lesson} onLetter={onLetter} />}
      </Stack>
    </Paper>
  );
}

/** 'On lesson 6 of 14. Next: “Clamshells”, Tue, 24 Nov, 07:00 in Lisbon (08:00 here).' */
function standingWords(walk: PersonWalk): string {
  const far = walk.had === 0 ? 'Before the first lesson.' : `Lesson ${walk.had} of ${walk.of} had.`;
  if (walk.state === 'left') return `${far} Left${walk.endedAt ? ` on ${dayOf(walk.endedAt)}` : ''}.`;
  if (walk.state === 'finished') return `${far} Finished${walk.endedAt ? ` on ${dayOf(walk.endedAt)}` : ''}.`;
  if (walk.state === 'waiting') return `${far} Waits for more lessons, which are coming.`;
  if (walk.underWay)
    return `${far} “${walk.underWay.subject}” is on its way: ${whenBoth(walk.underWay.dueAt, walk.zone)}.`;
  if (walk.state === 'paused')
    return `${far} Paused ${walk.pausedUntil ? `until ${whenBoth(walk.pausedUntil, walk.zone)}` : 'until somebody resumes it'}.`;
  if (!walk.next) return far;
  return `${far} Next: “${walk.next.subject}”${walk.next.at ? `, ${whenBoth(walk.next.at, walk.zone)}` : ''}.`;
}

function WalkActs({ person, walk }: { person: Person; walk: PersonWalk }) {
  const mayWrite = useMay('subscribers.write');
  const [calendar, setCalendar] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const act = useAct({ onDone: () => setLeaving(false) });
  const path = `${person.id}/enrollments/${walk.id}`;
  const isOpen = walk.state === 'active' || walk.state === 'paused' || walk.state === 'waiting';
  if (!mayWrite || !isOpen) return null;
  const press = (what: 'pause' | 'resume' | 'leave') =>
    act.mutate({ method: 'POST', path: `${path}/${what}`, ...(what === 'pause' ? { body: {} } : {}) });
  return (
    <Group gap="xs">
      {walk.state === 'paused' ? (
        <Button size="xs" variant="default" loading={act.isPending} onClick={() => press('resume')}>
          Resume
        </Button>
      ) : (
        <Button size="xs" variant="default" loading={act.isPending} onClick={() => press('pause')}>
          Pause
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => setCalendar(true)}>
        Hour and days
      </Button>
      <Button size="xs" variant="default" onClick={() => setLeaving(true)}>
        Unsubscribe
      </Button>
      <Dialog opened={leaving} onClose={() => setLeaving(false)} title="Unsubscribe from this course">
        <Text mb="md">
          {walk.course.name} ends for them, and so does their consent to it; a letter that is planned is withdrawn. Only
          they can come back, by signing up again.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setLeaving(false)}>
            Leave it
          </Button>
          <Button color="coral" loading={act.isPending} onClick={() => press('leave')}>
            Unsubscribe
          </Button>
        </Group>
      </Dialog>
      <CalendarDialog opened={calendar} walk={walk} path={path} onClose={() => setCalendar(false)} />
    </Group>
  );
}
