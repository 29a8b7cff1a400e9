import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SentLetter } from '../../src/people/person.schema.js';
import { call } from '../api/call.js';
import { Dialog } from '../shell/dialog.js';
import { Loaded } from '../shell/loaded.js';
import classes from './subscribers.module.css';

/** A letter as it left. Null: none is open. */
export function LetterDialog({
  person,
  letter,
  onClose,
}: {
  person: string;
  letter: string | null;
  onClose: () => void;
}) {
  return (
    <Dialog opened={letter !== null} onClose={onClose} size="xl" title="The letter as it left">
      {letter !== null && <Letter person={person} letter={letter} />}
    </Dialog>
  );
}

function Letter({ person, letter }: { person: string; letter: string }) {
  const query = useQuery({
    queryKey: ['letter', person, letter],
    queryFn: () => call<SentLetter>('GET', `/subscribers/${person}/letters/${letter}`),
  });
  return (
    <Loaded query={query}>
      {({ subject, from, to, date, page }) => (
        <Stack gap="xs">
          <Text fw={600}>{subject}</Text>
          <Text fz="sm" c="dimmed" className={classes.breaks}>
            {from} to {to}, {date}
          </Text>
          <iframe className={classes.letter} sandbox="" title={`The letter “${subject}”`} src={page} />
          <Text fz="xs" c="dimmed">
            Its links lead nowhere here: they belong to its reader.
          </Text>
        </Stack>
      )}
    </Loaded>
  );
}
