import { ActionIcon, Box, Group, Text } from '@mantine/core';
import { useCodeBlockEditorContext } from '@mdxeditor/editor';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** What is typed into a block's fields is the fields' alone: the editor around them must not hear it. */
const typing = ['keydown', 'keyup', 'beforeinput', 'input', 'paste', 'copy', 'cut', 'drop', 'dragover'] as const;

export interface BlockFrameProps {
  /** "Exercise", "Picture", … */
  kind: string;
  children: ReactNode;
}

/** Around every block with fields: its name, and buttons to move and remove it, which drag and keys cannot do in there. */
export function BlockFrame({ kind, children }: BlockFrameProps) {
  const { lexicalNode, parentEditor } = useCodeBlockEditorContext();
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // React listens on the block's host, within the editor's root: to stop there is after React and before the editor.
    const host = frame.current?.closest<HTMLElement>('[data-lexical-decorator]');
    const stop = (event: Event) => event.stopPropagation();
    for (const name of typing) host?.addEventListener(name, stop);
    return () => {
      for (const name of typing) host?.removeEventListener(name, stop);
    };
  }, []);

  const move = (way: 'up' | 'down') =>
    parentEditor.update(() => {
      if (way === 'up') lexicalNode.getPreviousSibling()?.insertBefore(lexicalNode);
      else lexicalNode.getNextSibling()?.insertAfter(lexicalNode);
    });
  const remove = () => parentEditor.update(() => lexicalNode.remove());

  return (
    <Box ref={frame} className="lesson-block" role="group" aria-label={kind} contentEditable={false}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text fz="xs" fw={700} tt="uppercase" lts={0.6} c="dimmed">
          {kind}
        </Text>
        <Group gap={2} wrap="nowrap">
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Move ${kind} up`} onClick={() => move('up')}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Move ${kind} down`}
            onClick={() => move('down')}
          >
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Remove ${kind}`} onClick={remove}>
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
      </Group>
      {children}
    </Box>
  );
}
