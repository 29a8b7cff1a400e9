import { CloseButton, Group, Modal, type MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';

export interface DialogProps {
  opened: boolean;
  title: string;
  /** Absent: it has to be answered, and nothing closes it but its buttons. */
  onClose?: () => void;
  size?: MantineSize;
  children: ReactNode;
}

/** A dialog, named by its heading. Mantine's own header would be a second banner of the page. */
export function Dialog({ opened, title, onClose, size = 'md', children }: DialogProps) {
  const close = onClose ?? (() => undefined);
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      size={size}
      centered
      closeOnEscape={onClose !== undefined}
      closeOnClickOutside={onClose !== undefined}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb="sm">
            <Modal.Title fz="lg" fw={600}>
              {title}
            </Modal.Title>
            {onClose && <CloseButton aria-label="Close" onClick={onClose} />}
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
