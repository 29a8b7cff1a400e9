import type { ReactNode } from 'react';
import { Body, Container, Html, Section } from 'react-email';
import { fonts, light } from './colors.js';
import { FrameHead } from './frame-head.js';
import { Preheader } from './preheader.js';
import { size } from './styles.js';

export interface PlainFrameProps {
  subject: string;
  preheader: string;
  footer: ReactNode;
  children: ReactNode;
}

/** No desk and no sheet: words on paper, as a letter that somebody typed to one person. */
export function PlainFrame({ subject, preheader, footer, children }: PlainFrameProps) {
  return (
    <Html lang="en" dir="ltr">
      <FrameHead subject={subject} />
      <Body className="b-paper" style={{ margin: 0, padding: 0, backgroundColor: light.paper, fontFamily: fonts.sans }}>
        <Preheader text={preheader} />
        <div role="main">
          <Section className="b-paper" style={{ backgroundColor: light.paper, padding: '16px 0 24px' }}>
            <Container className="frame" style={{ maxWidth: size.frame }}>
              <Section tdClassName="edge" style={{ padding: '8px 20px 0' }}>
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
