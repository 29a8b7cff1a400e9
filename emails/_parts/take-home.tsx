import type { ReactNode } from 'react';
import { Section } from 'react-email';
import { light } from './colors.js';
import { title } from './styles.js';

/** A quotation, which in a lesson is the one line to take home: large, with the accent beside it. */
export function TakeHome({ children }: { children: ReactNode }) {
  return (
    <Section style={{ margin: '32px 0' }}>
      <blockquote
        className="c-heading r-accent"
        style={{
          ...title,
          fontWeight: 'normal',
          margin: 0,
          padding: '4px 0 4px 20px',
          borderLeft: `4px solid ${light.accent}`,
          borderColor: light.accent,
          fontSize: 23,
          lineHeight: '32px',
        }}
      >
        {children}
      </blockquote>
    </Section>
  );
}
