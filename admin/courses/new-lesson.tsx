import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';

export interface NewLessonProps {
  /** Where it goes, in words; null: the dialog is closed. */
  where: string | null;
  onClose(): void;
  /** Gives what is wrong, by field; null when it stands in the list. */
  onAdd(subject: string, waitDays: number): Promise<Readonly<Record<string, string>> | null>;
}

export function NewLesson({ where, onClose, onAdd }: NewLessonProps) {
  const [subject, setSubject] = useState('');
  const [wait, setWait] = useState<number | string>(1);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);

  async function add(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const wrong = await onAdd(subject, Number(wait));
    setBusy(false);
    setFaults(wrong ?? {});
    if (wrong) return;
    setSubject('');
    setWait(1);
    onClose();
  }

  return (
    <Modal opened={where !== null} onClose={onClose} title="New lesson">
      <form onSubmit={(event) => void add(event)} noValidate>
        <Stack>
          <TextInput
            label="Subject"
            description={`${where ?? ''} You can change it at any time.`}
            value={subject}
            onChange={({ currentTarget }) => setSubject(currentTarget.value)}
            error={faults['lesson.subject'] ?? faults.lesson ?? faults.before}
            data-autofocus
          />
          <NumberInput
            label="Days after the lesson before"
            value={wait}
            onChange={setWait}
            clampBehavior="none"
            allowDecimal={false}
            min={1}
            max={90}
            error={faults['lesson.waitDays']}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button type="submit" loading={busy}>
              Add the lesson
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
