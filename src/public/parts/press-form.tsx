import type { ReactNode } from 'react';

interface PressFormProps {
  path: string;
  action: string;
  /** What the button is about, sent along unseen. */
  fields?: Record<string, string>;
  /** For what should not call for attention. */
  quiet?: boolean;
  children: ReactNode;
}

/** One button, one deed. */
export function PressForm({ path, action, fields = {}, quiet = false, children }: PressFormProps) {
  return (
    <form className="press" method="post" action={path}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className={quiet ? 'quiet' : undefined} type="submit" name="action" value={action}>
        {children}
      </button>
    </form>
  );
}
