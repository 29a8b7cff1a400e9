import type { Walk } from '../../enrollments/walk.reader.js';
import { PastLessons } from './past-lessons.js';
import { PressForm } from './press-form.js';
import { ProgressStrip } from './progress-strip.js';

/** A course that is over: what was done, and the way back in. No landmark: whoever began twice has two of one name. */
export function PastWalkCard({ path, walk, mayRestart }: { path: string; walk: Walk; mayRestart: boolean }) {
  const id = `walk-${walk.enrollmentId}`;
  return (
    <article className="card walk" aria-labelledby={id}>
      <h2 id={id}>{walk.course.name}</h2>
      <ProgressStrip walk={walk} />
      <p>{sayState(walk.state, mayRestart)}</p>
      {mayRestart && walk.state === 'left' && (
        <p>
          To go on where you stopped, <a href={`/courses/${walk.course.slug}#sign-up`}>sign up once more</a>. Or:
        </p>
      )}
      {mayRestart && (
        <PressForm path={path} action="restart" fields={{ enrollment: walk.enrollmentId }} quiet>
          Start again with lesson 1
        </PressForm>
      )}
      {walk.lessons.length > 0 && (
        <details>
          <summary>Read the lessons again ({walk.lessons.length})</summary>
          <PastLessons walk={walk} />
        </details>
      )}
    </article>
  );
}

function sayState(state: Walk['state'], latest: boolean): string {
  if (!latest) return 'That was an earlier time.';
  return state === 'finished' ? 'You have done the whole course. Well done.' : 'You have left this course.';
}
