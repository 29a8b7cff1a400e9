import type { Walk } from '../../enrollments/walk.reader.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { ProgressStrip } from '../parts/progress-strip.js';
import { sayWhen } from '../when.js';

interface LessonDonePageProps {
  site: Site;
  token: string;
  /** `subject` as the letter has it: 'Day 4 of 14 · The clam'. */
  lesson: { subject: string; courseName: string; doneAt: Date | null; managePath: string };
  /** Known once it is done. */
  walk: Walk | null;
  now: Date;
}

/** "I did it": one button before, progress and what comes next after. */
export function LessonDonePage({ site, token, lesson, walk, now }: LessonDonePageProps) {
  const done = lesson.doneAt !== null;
  const title = done ? 'Done. Well done.' : 'Did you do it?';
  return (
    <PageLayout site={site} title={`${title.replace(/\.$/, '')} · ${lesson.subject}`}>
      <p className="eyebrow">{lesson.courseName}</p>
      <h1>{title}</h1>
      <p className="lead">{lesson.subject}</p>
      {!done && (
        <form method="post" action={`/lessons/${token}/done`}>
          <button type="submit">I did it</button>
        </form>
      )}
      {done && walk && (
        <div className="card">
          <ProgressStrip walk={walk} />
          <p>{nextWords(walk, now)}</p>
        </div>
      )}
      <p>
        <a href={`/lessons/${token}`}>Read the lesson</a> · <a href={lesson.managePath}>Your own page</a>
      </p>
    </PageLayout>
  );
}

function nextWords(walk: Walk, now: Date): string {
  if (walk.onItsWay) return 'The next letter is on its way to your inbox.';
  if (walk.next?.at) return `Next: ${walk.next.subject}, ${sayWhen(walk.next.at, walk.zone, now)}.`;
  if (walk.state === 'paused') return 'Your course is paused; go on whenever you like, on your own page.';
  return walk.state === 'finished' ? 'That was the whole course.' : 'The next lesson comes by itself.';
}
