import { Column, Row, Section } from 'react-email';
import { fonts, light } from './colors.js';
import { label, small } from './styles.js';

export interface ProgressStripProps {
  /** The lesson at hand, 1-based; `of` ≥ day. */
  day: number;
  of: number;
  /** Place i is day i + 1: marked as done. Shorter than `of` is fine. */
  done: readonly boolean[];
}

const mostInARow = 16;

/** "Day 3 of 14" over one mark a day: ✓ done, today in the accent, the others by number. Without styles it is still that line. */
export function ProgressStrip({ day, of, done }: ProgressStripProps) {
  const rows = Math.ceil(of / mostInARow);
  const perRow = Math.ceil(of / rows);
  const count = done.slice(0, of).filter(Boolean).length;
  return (
    <Section style={{ margin: '0 0 28px' }}>
      <Row>
        <Column className="c-accent" style={{ ...label, color: light.accent, paddingBottom: 8 }}>
          {`Day ${day} of ${of}`}
        </Column>
        <Column align="right" className="c-muted" style={{ ...small, paddingBottom: 8 }}>
          {count > 0 ? `${count} done` : ''}
        </Column>
      </Row>
      <table
        border={0}
        cellPadding={0}
        cellSpacing={0}
        role="presentation"
        width="100%"
        style={{ tableLayout: 'fixed' }}
        aria-hidden
      >
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {Array.from({ length: perRow }, (_, place) => {
                const number = row * perRow + place + 1;
                return number > of ? (
                  <td key={place} />
                ) : (
                  <Mark key={place} number={number} today={number === day} done={done[number - 1] ?? false} />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Mark({ number, today, done }: { number: number; today: boolean; done: boolean }) {
  const tone = done
    ? { className: 'b-action c-onAction', backgroundColor: light.action, color: light.onAction }
    : today
      ? { className: 'b-accent c-onAccent', backgroundColor: light.accent, color: light.onAccent }
      : { className: 'b-faint c-onFaint', backgroundColor: light.faint, color: light.onFaint };
  return (
    <td style={{ padding: '0 1px 3px' }}>
      <div
        className={`strip ${tone.className}`}
        style={{
          height: 22,
          lineHeight: '22px',
          borderRadius: 5,
          overflow: 'hidden',
          textAlign: 'center',
          fontFamily: fonts.sans,
          fontSize: 11,
          fontWeight: 'bold',
          backgroundColor: tone.backgroundColor,
          color: tone.color,
        }}
      >
        {done ? '✓' : String(number)}
      </div>
    </td>
  );
}

/** `Day 3 of 14  [x][x][ ]…`; a long course counts instead. */
export function progressStripText({ day, of, done }: ProgressStripProps): string {
  const line = `Day ${day} of ${of}`;
  const marked = done.slice(0, of);
  if (of > 19) return `${line}, ${marked.filter(Boolean).length} done`;
  return `${line}  ${Array.from({ length: of }, (_, index) => (marked[index] ? '[x]' : '[ ]')).join('')}`;
}
