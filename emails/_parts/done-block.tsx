import { Section, Text } from 'react-email';
import { light } from './colors.js';
import { ActionButton, FormButton } from './action-button.js';
import { body } from './styles.js';

/** In the letter: a link to the page that asks (a GET changes nothing). */
export function DoneLetter({ url }: { url: string }) {
  return (
    <Section className="b-done" style={{ margin: '36px 0 0' }}>
      <Lead>Finished? Put a mark on today.</Lead>
      <ActionButton href={url}>I did it</ActionButton>
    </Section>
  );
}

/** In the browser: the button itself, or the mark. `doneAt` is a date in words, as the reader would say it. */
export function DoneBrowser({ path, doneAt }: { path: string; doneAt: string | null }) {
  return (
    <Section style={{ margin: '36px 0 0' }}>
      {doneAt === null ? (
        <>
          <Lead>Finished? Put a mark on today.</Lead>
          <FormButton path={path}>I did it</FormButton>
        </>
      ) : (
        <Lead>{`✓ Done on ${doneAt}.`}</Lead>
      )}
    </Section>
  );
}

function Lead({ children }: { children: string }) {
  return (
    <Text className="c-heading" style={{ ...body, margin: '0 0 12px', fontWeight: 'bold', color: light.heading }}>
      {children}
    </Text>
  );
}

export function doneLetterText(url: string): string {
  return `Finished? Put a mark on today:\n${url}`;
}
