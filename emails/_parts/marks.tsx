import { Column, Row, Section } from 'react-email';
import { light } from './colors.js';
import { small, title } from './styles.js';

export interface MarksProps {
  /** Lessons marked as done, of all that came. */
  done: number;
  of: number;
  /** Marks one after the other, as the caller counts them. Shown from 2 on. */
  streak: number;
}

/** Room around a figure: on the cell, since Outlook on Windows gives padding to nothing else. */
const cell = { padding: '18px 16px 20px' } as const;

/** What the reader did, in one or two figures. Nothing marked is no reproach, and a streak of one is none. */
export function Marks({ done, of, streak }: MarksProps) {
  return (
    <Section className="b-panel" style={{ margin: '22px 0 28px', backgroundColor: light.panel, borderRadius: 14 }}>
      <Row>
        <Column valign="top" style={cell}>
          {done === 0 ? (
            <Figure value={String(of)} words={readToTheEnd(of)} />
          ) : (
            <Figure value={`${done}\u00a0of\u00a0${of}`} words="lessons marked done" />
          )}
        </Column>
        {streak > 1 && (
          <Column width="50%" valign="top" style={cell}>
            <Figure value={String(streak)} words="in a row" />
          </Column>
        )}
      </Row>
    </Section>
  );
}

function Figure({ value, words }: { value: string; words: string }) {
  return (
    <>
      <div className="c-accent" style={{ ...title, fontSize: 27, lineHeight: '34px', color: light.accent }}>
        {value}
      </div>
      <div className="c-muted" style={small}>
        {words}
      </div>
    </>
  );
}

export function marksText({ done, of, streak }: MarksProps): string {
  if (done === 0) return `${of} ${readToTheEnd(of)}.`;
  return `${done} of ${of} lessons marked done${streak > 1 ? `, ${streak} in a row` : ''}.`;
}

function readToTheEnd(of: number): string {
  return of === 1 ? 'lesson, read to the end' : 'lessons, read to the end';
}
