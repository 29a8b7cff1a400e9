import type { ReactNode } from 'react';
import { Body, Container, Html, Section } from 'react-email';
import { fonts, light } from './colors.js';
import { Preheader } from './preheader.js';
import { nightSheet, outlookNightSheet, size, wideSheet } from './styles.js';

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

/** The one frame of every letter: a cream desk, a sheet of paper on it, small print under it. */
export function Frame({ subject, preheader, top, footer, children }: FrameProps) {
  return (
    <Html lang="en" dir="ltr">
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
        <title>{subject}</title>
        <meta name="x-apple-disable-message-reformatting" content="yes" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <style dangerouslySetInnerHTML={{ __html: wideSheet }} />
        <style dangerouslySetInnerHTML={{ __html: nightSheet }} />
        <style dangerouslySetInnerHTML={{ __html: outlookNightSheet }} />
      </head>
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
