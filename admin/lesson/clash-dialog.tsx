import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../shell/dialog.js';
import type { Field, Words } from './merge-words.js';
import type { DeskState } from './words-desk.js';

const labels: Record<Field, string> = {
  subject: 'Subject',
  preheader: 'Preheader',
  minutes: 'Minutes',
  waitDays: 'Days to wait',
  body: 'The words of the letter',
};

export interface ClashDialogProps {
  clash: DeskState['clash'];
  words: DeskState['words'];
  onSettle: (whose: 'yours' | 'theirs') => void;
}

/** Somebody else has changed the same words. Nothing is overwritten before it is said whose stand. */
export function ClashDialog({ clash, words, onSettle }: ClashDialogProps) {
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
              <Side title="Yours" text={apart(words[field], clash.theirs[field])} />
              <Side title="Theirs, saved" text={apart(clash.theirs[field], words[field])} />
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
          If you keep yours, theirs can be brought back with Undo on the course’s page.
        </Text>
      </Stack>
    </Dialog>
  );
}

/** Of a long text, the paragraphs that the other does not have. */
function apart(text: Words[Field], other: Words[Field]): string {
  if (typeof text !== 'string' || typeof other !== 'string') return String(text ?? 'not said');
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
