import { Alert, Box, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { RichEditor } from './rich-editor.js';
import { SourceView } from './source-view.js';

export type EditorView = 'words' | 'source';

export interface BodyEditorProps {
  body: string;
  /** Grows when the body is another one than was typed here. */
  epoch: number;
  view: EditorView;
  onView: (view: EditorView) => void;
  line: { number: number } | null;
  error: string | undefined;
  readOnly: boolean;
  onWrite: (body: string) => void;
}

/** The words of the letter: as they look, or as they stand in the file. Going to and fro changes no byte. */
export function BodyEditor({ body, epoch, view, onView, line, error, readOnly, onWrite }: BodyEditorProps) {
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const shown = view === 'words' && unreadable === body ? 'source' : view;
  return (
    <Box>
      <Group justify="space-between" mb={6} align="center">
        <Text fw={500} fz="sm" id="lesson-words-label">
          Words
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="Edit the words"
          value={shown}
          onChange={(value) => onView(value as EditorView)}
          data={[
            { value: 'words', label: 'As they look' },
            { value: 'source', label: 'Source' },
          ]}
        />
      </Group>
      {unreadable === body && view === 'words' && (
        <Alert color="coral" mb="xs">
          There is something in these words that can only be edited in the source. Nothing is lost.
        </Alert>
      )}
      {error !== undefined && (
        <Text c="var(--mantine-color-error)" fz="sm" mb="xs" role="alert">
          {error}
        </Text>
      )}
      {shown === 'words' ? (
        <RichEditor
          key={epoch}
          source={body}
          readOnly={readOnly}
          onChange={onWrite}
          onUnreadable={() => setUnreadable(body)}
        />
      ) : (
        <SourceView value={body} readOnly={readOnly} line={line} onChange={onWrite} />
      )}
    </Box>
  );
}
