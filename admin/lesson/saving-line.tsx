import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUpload } from '@tabler/icons-react';
import type { DeskState } from './words-desk.js';

const words: Record<DeskState['saving'], string> = {
  saved: 'Saved',
  typing: 'Saving …',
  saving: 'Saving …',
  waiting: 'Not saved yet: trying again. Your words are kept in this browser.',
  refused: 'Not all of it is saved: see what is marked.',
  clash: 'Somebody else has changed this, too.',
};

/** How it stands with saving, quietly. */
export function SavingLine({ saving, problem }: Pick<DeskState, 'saving' | 'problem'>) {
  const calm = saving === 'saved';
  const busy = saving === 'typing' || saving === 'saving';
  const Icon = calm ? IconCheck : busy ? IconCloudUpload : IconAlertTriangle;
  return (
    <Group gap={4} wrap="nowrap" role="status" c={calm || busy ? 'dimmed' : 'var(--mantine-color-error)'}>
      <Icon size={15} aria-hidden />
      <Text fz="sm" c="inherit">
        {problem ?? words[saving]}
      </Text>
    </Group>
  );
}
