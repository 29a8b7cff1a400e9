import type { ReactNode } from 'react';
import type { Site } from '../page-renderer.js';
import { PageLayout } from './page-layout.js';

interface AlreadyConfirmedProps {
  site: Site;
  /** What was signed up for. */
  name: string;
  managePath: string | null;
  children: ReactNode;
}

/** A confirmation letter opened once more. */
export function AlreadyConfirmed({ site, name, managePath, children }: AlreadyConfirmedProps) {
  return (
    <PageLayout site={site} title="You have confirmed already">
      <p className="eyebrow">{name}</p>
      <h1>You have confirmed already</h1>
      <p className="lead">{children}</p>
      {managePath && (
        <p>
          <a className="button" href={managePath}>
            Go to your page
          </a>
        </p>
      )}
    </PageLayout>
  );
}
