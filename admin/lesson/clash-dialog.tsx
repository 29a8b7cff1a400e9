import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../shell/dialog.js';
import type { FieldOf, LetterWords } from './merge-words.js';
import type { DeskState } from './words-desk.js';

export interface ClashDialogProps<W extends LetterWords> {
  clash: DeskState<W>['clash'];
  words: W;
  labels: Readonly<Record<FieldOf<W>, string>>;
  /** A field that is no text, in words. */
  say?: (words: W, field: FieldOf<W>) => string;
  /** What becomes of the other's words when one keeps one's own. */
  note: string;
  onSettle: (whose: 'yours' | 'theirs') => void;
}

/** Somebody else has changed the same words. Nothing is overwritten before it is said whose stand. */
export function ClashDialog<W extends LetterWords>({ clash, words, labels, say, note, onSettle }: ClashDialogProps<W>) {
  const text = (of: W, field: FieldOf<W>) => {
    const value = of[field];
    return typeof value === 'string' ? value : (say?.(of, field) ?? String(value ?? 'not said'));
  };
  return (
    <Dialog opened={clash !== null} title="Somebody else has changed this, too" size="xl">
      <Stack>
        <Text fz="sm">
          Both of you began with the same words. What only one of you changed has been put together already.
        </Text>
        {clash?.fields.map((field) => (
          <div key={field}>
            <Text fw={600} fz="sm">
              {labels[field]}
            </Text>
            <div className="lesson-clash">
              <Side title="Yours" text={apart(text(words, field), text(clash.theirs, field))} />
              <Side title="Theirs, saved" text={apart(text(clash.theirs, field), text(words, field))} />
            </div>
          </div>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onSettle('theirs')}>
            Take theirs
          </Button>
          <Button onClick={() => onSettle('yours')}>Keep mine</Button>
        </Group>
        <Text fz="xs" c="dimmed">
          {note}
        </Text>
      </Stack>
    </Dialog>
  );
}

/** Of a long text, the paragraphs that the other does not have. */
function apart(text: string, other: string): string {
  const others = new Set(other.split(/\n{2,}/).map((paragraph) => paragraph.trim()));
  const own = text.split(/\n{2,}/).filter((paragraph) => !others.has(paragraph.trim()));
  return own.length > 0 ? own.join('\n\n').trim() : '(nothing here)';
}

function Side({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {title}
      </Text>
      <pre tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
