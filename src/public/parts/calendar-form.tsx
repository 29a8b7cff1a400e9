import type { Walk } from '../../enrollments/walk.reader.js';
import { formatHour } from '../../schedule/hour.js';
import { FieldError, firstWrong } from './form-field.js';
import { HourField } from './hour-field.js';
import type { ManageAttempt } from '../manage-form.service.js';
import { dayNames } from '../manage.schema.js';
import { ZoneField } from './zone-field.js';

const words: Record<(typeof dayNames)[number], string> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** When lessons come: the hour in sight, zone and weekdays one fold away, all saved by one button. */
export function CalendarForm({ path, walk, attempt }: { path: string; walk: Walk; attempt: ManageAttempt | null }) {
  const id = walk.enrollmentId;
  const values = attempt?.values;
  const errors = attempt?.fields ?? {};
  const first = firstWrong(['hour', 'zone', 'weekdays'], errors);
  const lowest = walk.courseWeekdays & -walk.courseWeekdays;
  const ticked = (day: (typeof dayNames)[number], bit: number) =>
    values ? values[day] === 'yes' : (walk.weekdays & bit) !== 0;
  return (
    <form className="calendar" method="post" action={path}>
      <input type="hidden" name="enrollment" value={id} />
      <HourField
        id={`hour-${id}`}
        label="Lessons come at"
        value={values?.hour ?? formatHour(walk.hour)}
        error={errors.hour}
        first={first === 'hour'}
        beside={
          <button className="quiet" type="submit" name="action" value="calendar">
            Save
          </button>
        }
      />
      <details open={attempt !== null}>
        <summary>
          Time zone and days <span className="small">{walk.zone}</span>
        </summary>
        <ZoneField
          id={`zone-${id}`}
          value={values?.zone ?? walk.zone}
          error={errors.zone}
          guess={false}
          first={first === 'zone'}
        />
        <fieldset
          className={errors.weekdays ? 'wrong' : undefined}
          aria-describedby={errors.weekdays ? `weekdays-${id}-error` : undefined}
        >
          <legend>On these days</legend>
          <div className="days">
            {dayNames.map((day, index) => {
              const bit = 1 << index;
              if ((walk.courseWeekdays & bit) === 0) return null;
              return (
                <label key={day} className="day">
                  <input
                    type="checkbox"
                    name={day}
                    value="yes"
                    defaultChecked={ticked(day, bit)}
                    autoFocus={(first === 'weekdays' && bit === lowest) || undefined}
                  />{' '}
                  <span>{words[day]}</span>
                </label>
              );
            })}
          </div>
          <FieldError id={`weekdays-${id}`} error={errors.weekdays} />
        </fieldset>
        <button className="quiet" type="submit" name="action" value="calendar">
          Save
        </button>
      </details>
    </form>
  );
}
