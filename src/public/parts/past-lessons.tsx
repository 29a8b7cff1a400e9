import type { Walk } from '../../enrollments/walk.reader.js';
import { sayShortDate } from '../when.js';

/** Every lesson had, newest first, each to be read again in the browser. */
export function PastLessons({ walk }: { walk: Pick<Walk, 'lessons' | 'zone'> }) {
  return (
    <ol className="past" reversed>
      {walk.lessons.toReversed().map((lesson) => (
        <li key={lesson.deliveryId} value={lesson.day}>
          <a href={lesson.path}>{lesson.subject}</a>{' '}
          <span className="small">
            <time dateTime={lesson.at.toISOString()}>{sayShortDate(lesson.at, walk.zone)}</time>
            {lesson.doneAt && ' · done'}
          </span>
        </li>
      ))}
    </ol>
  );
}
