import type { Walk } from '../../enrollments/walk.reader.js';

/** One mark a lesson: done, had, still to come. The words beside it say the same. */
export function ProgressStrip({ walk }: { walk: Pick<Walk, 'progress' | 'lessons'> }) {
  const { had, of, done, streak } = walk.progress;
  const marks = Array.from({ length: Math.min(of, 60) }, (_, index) => {
    const lesson = walk.lessons[index];
    return lesson?.doneAt ? 'done' : index < had ? 'had' : 'to-come';
  });
  return (
    <div className="progress">
      <div className="strip" aria-hidden="true">
        {marks.map((mark, index) => (
          <span key={index} className={mark} />
        ))}
      </div>
      <p>
        <strong>
          {had} of {of}
        </strong>{' '}
        lessons{done > 0 && <> · {done} done</>}
        {streak > 1 && (
          <>
            {' '}
            · <strong className="streak">{streak} in a row</strong>
          </>
        )}
      </p>
    </div>
  );
}
