import type { ReactNode } from 'react';

interface FormFieldProps {
  /** Of the input; the error's and the hint's ids follow from it. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}

/** Label above, input, then what is expected where it was wrong. */
export function FormField({ id, label, hint, error, children }: FormFieldProps) {
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return error ? (
    <p className="error" id={`${id}-error`}>
      {error}
    </p>
  ) : null;
}

/** For the input itself: what describes it, whether it was wrong, and whether to begin there (the first one that was). */
export function describedBy(id: string, error: string | undefined, { hint = false, first = false } = {}) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    'aria-describedby': ids || undefined,
    'aria-invalid': error ? true : undefined,
    autoFocus: first || undefined,
  };
}

/** The first of these fields that was wrong, in the order of the page. */
export function firstWrong(order: readonly string[], errors: Readonly<Record<string, string>>): string | undefined {
  return order.find((name) => errors[name] !== undefined);
}
