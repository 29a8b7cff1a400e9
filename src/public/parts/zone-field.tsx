import { zoneNames } from '../../schedule/zone.js';
import { describedBy, FieldError } from './form-field.js';

interface ZoneFieldProps {
  id: string;
  value: string;
  error?: string | undefined;
  /** True: nobody chose this zone yet, so the script puts the browser's in. False: it only offers it where it differs. */
  guess: boolean;
  /** The first field that was wrong. */
  first?: boolean;
}

/**
 * Without script: a text field with suggestions. With it: a sentence that says the zone, and "change" brings the field
 * back. The page must hold one ZoneList.
 */
export function ZoneField({ id, value, error, guess, first = false }: ZoneFieldProps) {
  return (
    <div className={error ? 'field zone wrong' : 'field zone'} data-zone={error ? 'open' : guess ? 'guess' : 'keep'}>
      <p className="zone-said" hidden>
        Your time zone: <strong>{value}</strong>{' '}
        <button type="button" className="plain" aria-controls={id}>
          change
        </button>
      </p>
      <p className="zone-offer" hidden>
        This device is in <strong />.{' '}
        <button type="button" className="plain">
          Use that
        </button>
      </p>
      <div className="zone-asked">
        <label htmlFor={id}>Your time zone</label>
        <input
          id={id}
          name="zone"
          list="zones"
          defaultValue={value}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...describedBy(id, error, { hint: true, first })}
        />
        <p className="hint" id={`${id}-hint`}>
          Type a city near you, like London or Tokyo.
        </p>
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}

/** 'America/New_York' → 'New York': so that people find it by typing it as they write it. None where the name has it already. */
function cityIn(name: string): string | undefined {
  return name.includes('_') ? name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ') : undefined;
}

/** The suggestions, once a page. */
export function ZoneList() {
  return (
    <datalist id="zones">
      {zoneNames().map((name) => (
        <option key={name} value={name} label={cityIn(name)} />
      ))}
    </datalist>
  );
}
