import type { ReactNode } from 'react';
import { light } from './colors.js';
import { title } from './styles.js';

/** A quotation, which in a lesson is the one line to take home: large, with the accent beside it. */
export function TakeHome({ children }: { children: ReactNode }) {
  return (
    <blockquote style={{ margin: '32px 0' }}>
      {/* The rule is a cell's, not the quotation's: Outlook on Windows draws it there only. */}
      <table border={0} cellPadding={0} cellSpacing={0} role="presentation" width="100%">
        <tbody>
          <tr>
            <td
              className="c-heading r-accent"
              style={{
                ...title,
                fontWeight: 'normal',
                padding: '4px 0 4px 20px',
                borderLeft: `4px solid ${light.accent}`,
                borderColor: light.accent,
                fontSize: 23,
                lineHeight: '32px',
                color: light.heading,
              }}
            >
              {children}
            </td>
          </tr>
        </tbody>
      </table>
    </blockquote>
  );
}
