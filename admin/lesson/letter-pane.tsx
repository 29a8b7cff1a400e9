import { Alert, Box, Center, List, SegmentedControl, Stack, Switch, Text, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import type { LetterPreview } from '../../src/courses/letter-preview.schema.js';
import { LetterFrame } from '../letter/letter-frame.js';

type Look = 'phone' | 'desktop' | 'text';
const widths = { phone: 390, desktop: 720 };

export interface LetterPaneProps {
  /** `from` null: of a revision, whose sender may have another name by now. */
  preview: (Omit<LetterPreview, 'from'> & { from: string | null }) | undefined;
  /** Why there is none; null: it is on its way, or there. */
  problem: string | null;
  onLine: (line: number) => void;
}

/** The letter as readers will see it, beside the words as they are typed. */
export function LetterPane({ preview, problem, onLine }: LetterPaneProps) {
  const [look, setLook] = useState<Look>('phone');
  const [dark, setDark] = useState(false);
  const [images, setImages] = useState(true);
  const { ref, width } = useElementSize();
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Show the letter"
        value={look}
        onChange={(value) => setLook(value as Look)}
        data={[
          { value: 'phone', label: 'Phone' },
          { value: 'desktop', label: 'Desktop' },
          { value: 'text', label: 'Plain text' },
        ]}
      />
      <Box className="lesson-switches">
        <Switch
          size="xs"
          label="Dark"
          checked={dark}
          disabled={look === 'text'}
          onChange={(event) => setDark(event.currentTarget.checked)}
        />
        <Switch
          size="xs"
          label="Pictures"
          checked={images}
          disabled={look === 'text'}
          onChange={(event) => setImages(event.currentTarget.checked)}
        />
      </Box>
      {preview && (
        <Box className="lesson-inbox-line">
          {preview.from !== null && (
            <Text fz="sm" truncate>
              From: {preview.from}
            </Text>
          )}
          <Text fw={600} fz="sm" truncate>
            {preview.subject}
          </Text>
        </Box>
      )}
      <Box ref={ref} className="lesson-letter">
        {problem !== null && <Alert color="coral">{problem}</Alert>}
        {preview?.html === null && <Faults preview={preview} onLine={onLine} />}
        {preview?.html != null && look === 'text' && (
          <Box component="pre" className="lesson-text" tabIndex={0} aria-label="The letter as plain text">
            {preview.text}
          </Box>
        )}
        {preview?.html != null && look !== 'text' && width > 0 && (
          <LetterFrame
            html={preview.html}
            title={`The letter “${preview.subject}”`}
            width={widths[look]}
            height={look === 'phone' ? 720 : 860}
            room={width}
            dark={dark}
            images={images}
          />
        )}
        {!preview && problem === null && (
          <Center mih={300} role="status">
            <Text c="dimmed">The letter is being made …</Text>
          </Center>
        )}
      </Box>
      <VisuallyHidden role="status">{preview?.html === null ? 'The letter cannot be shown yet.' : ''}</VisuallyHidden>
    </Stack>
  );
}

function Faults({ preview, onLine }: { preview: Pick<LetterPreview, 'checks'>; onLine: (line: number) => void }) {
  const points = preview.checks
    .filter(({ state }) => state === 'wrong')
    .flatMap((check) => (check.points.length > 0 ? check.points : [{ line: null, says: check.says }]));
  return (
    <Alert color="coral" title="The letter cannot be shown yet">
      <List size="sm" spacing={4}>
        {points.map(({ line, says }, index) => (
          <List.Item key={index}>
            <FaultLine line={line} onLine={onLine} /> {says}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** "Line 12", which leads there. */
export function FaultLine({ line, onLine }: { line: number | null; onLine: (line: number) => void }) {
  if (line === null) return null;
  return (
    <button type="button" className="lesson-line" onClick={() => onLine(line)}>
      Line {line}:
    </button>
  );
}
