/** Invisible characters that keep the words of the letter out of the inbox's preview: enough for 140, at 5 bytes each. */
const padding = '\u200c\u00a0'.repeat(60);

/** What the inbox shows behind the subject. React Email's own <Preview> pads with seven kilobytes; this is 300 bytes. */
export function Preheader({ text }: { text: string }) {
  return (
    <div
      style={{
        display: 'none',
        overflow: 'hidden',
        maxHeight: 0,
        maxWidth: 0,
        fontSize: 1,
        lineHeight: '1px',
      }}
    >
      {`${text}${padding}`}
    </div>
  );
}
