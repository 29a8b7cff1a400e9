import type { Walk } from '../../enrollments/walk.reader.js';
import { addDays, localDateOf } from '../../schedule/wall-time.js';
import { CalendarForm } from './calendar-form.js';
import { describedBy, FormField } from './form-field.js';
import type { ManageAttempt } from '../manage-form.service.js';
import { PastLessons } from './past-lessons.js';
import { PressForm } from './press-form.js';
import { ProgressStrip } from './progress-strip.js';
import { sayDate, sayWhen } from '../when.js';

interface WalkCardProps {
  path: string;
  walk: Walk;
  /** What was wrong in one of this walk's forms. */
  attempt: ManageAttempt | null;
  now: Date;
}

/** A course one is in: what comes next, a break, the hour; the rest folded. */
export function WalkCard({ path, walk, attempt, now }: WalkCardProps) {
  const id = `walk-${walk.enrollmentId}`;
  const enrollment = { enrollment: walk.enrollmentId };
  return (
    <section className="card walk" aria-labelledby={id}>
      <h2 id={id}>{walk.course.name}</h2>
      <ProgressStrip walk={walk} />
      <NextLesson path={path} walk={walk} now={now} />
      {walk.state === 'paused' ? (
        <PressForm path={path} action="resume" fields={enrollment}>
          Go on with the course
        </PressForm>
      ) : (
        <Pause path={path} walk={walk} attempt={attempt?.action === 'pause' ? attempt : null} now={now} />
      )}
      <CalendarForm path={path} walk={walk} attempt={attempt?.action === 'calendar' ? attempt : null} />
      {walk.lessons.length > 0 && (
        <details>
          <summary>Lessons so far ({walk.lessons.length})</summary>
          <PastLessons walk={walk} />
          {walk.mayRepeat && (
            <PressForm path={path} action="repeat" fields={enrollment} quiet>
              Send me the latest one again
            </PressForm>
          )}
        </details>
      )}
      <details>
        <summary>Leave this course</summary>
        <p>No more lessons of this course come. You can start again whenever you like.</p>
        <PressForm path={path} action="leave" fields={enrollment} quiet>
          Leave this course
        </PressForm>
      </details>
    </section>
  );
}

function NextLesson({ path, walk, now }: Pick<WalkCardProps, 'path' | 'walk' | 'now'>) {
  const { next, onItsWay, zone } = walk;
  const mayAsk = walk.state === 'active' && next !== null && !onItsWay && walk.requestsLeftToday > 0;
  return (
    <div className="next">
      {onItsWay && (
        <p>
          <strong>{onItsWay.subject}</strong>{' '}
          {onItsWay.dueAt > now ? <>comes {sayWhen(onItsWay.dueAt, zone, now)}.</> : <>is on its way to your inbox.</>}
        </p>
      )}
      {walk.state === 'paused' && (
        <p>
          <strong>Paused</strong> until {walk.pausedUntil ? sayDate(walk.pausedUntil) : 'you come back'}.
        </p>
      )}
      {next && !onItsWay && (
        <p>
          Next: <strong>{next.subject}</strong>
          {next.at && walk.state !== 'paused' && (
            <>
              <br />
              <time dateTime={next.at.toISOString()}>{sayWhen(next.at, zone, now)}</time>
            </>
          )}
        </p>
      )}
      {walk.waiting && <p>You have had every lesson so far. More are being written; the next one comes by itself.</p>}
      {!next && !onItsWay && !walk.waiting && <p>That was the last lesson.</p>}
      {mayAsk && (
        <PressForm path={path} action="next-now" fields={{ enrollment: walk.enrollmentId, lesson: next.lessonId }}>
          Send it now
        </PressForm>
      )}
    </div>
  );
}

function Pause({ path, walk, attempt, now }: WalkCardProps) {
  const id = `until-${walk.enrollmentId}`;
  const today = localDateOf(now, walk.zone);
  const error = attempt?.fields.until;
  return (
    <form method="post" action={path}>
      <input type="hidden" name="enrollment" value={walk.enrollmentId} />
      <FormField
        id={id}
        label="Take a break until"
        hint="Leave the day empty, and it lasts until you come back."
        error={error}
      >
        <div className="row">
          <input
            id={id}
            name="until"
            type="date"
            min={addDays(today, 1)}
            max={addDays(today, 366)}
            defaultValue={attempt?.values.until}
            {...describedBy(id, error, { hint: true, first: error !== undefined })}
          />
          <button className="quiet" type="submit" name="action" value="pause">
            Pause
          </button>
        </div>
      </FormField>
    </form>
  );
}
