import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface ButtonLinkProps {
  to: string;
  /** What it is called where its words alone do not say it; they begin it. */
  label?: string;
  children: ReactNode;
}

/** A link that looks like a small button. */
export function ButtonLink({ to, label, children }: ButtonLinkProps) {
  return (
    <Button variant="default" size="xs" renderRoot={(props) => <Link to={to} {...props} />} aria-label={label}>
      {children}
    </Button>
  );
}
