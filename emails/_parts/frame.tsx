import type { ReactNode } from 'react';
import { Body, Container, Html, Section } from 'react-email';
import { fonts, light } from './colors.js';
import { FrameHead } from './frame-head.js';
import { Preheader } from './preheader.js';
import { size } from './styles.js';

export interface FrameProps {
  /** What the window and the screen reader call the letter: its subject. */
  subject: string;
  preheader: string;
  /** Above the sheet: whose letter this is. */
  top: ReactNode;
  /** Under the sheet: why it came, and the ways out. */
  footer: ReactNode;
  children: ReactNode;
}

/** The frame of every letter that does not look typed: a cream desk, a sheet of paper on it, small print under it. */
export function Frame({ subject, preheader, top, footer, children }: FrameProps) {
  return (
    <Html lang="en" dir="ltr">
      <FrameHead subject={subject} />
      <Body className="b-desk" style={{ margin: 0, padding: 0, backgroundColor: light.desk, fontFamily: fonts.sans }}>
        <Preheader text={preheader} />
        {/* One landmark for everything: screen readers jump over what the mail program puts around it. */}
        <div role="main">
          <Section
            className="b-desk"
            tdClassName="desk-pad"
            style={{ backgroundColor: light.desk, padding: '12px 0 24px' }}
          >
            <Container className="frame" style={{ maxWidth: size.frame }}>
              {top}
              <Section
                className="b-paper"
                tdClassName="sheet"
                style={{ backgroundColor: light.paper, padding: '26px 20px 32px' }}
              >
                {children}
              </Section>
              {footer}
            </Container>
          </Section>
        </div>
      </Body>
    </Html>
  );
}
