import { nightSheet, outlookNightSheet, wideSheet } from './styles.js';

/** Head of every letter. `subject` is what the window and the screen reader call it. */
export function FrameHead({ subject }: { subject: string }) {
  return (
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
  );
}
