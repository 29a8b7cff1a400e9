import { Button, Checkbox, CopyButton, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';

/** Shown this once. Going on wants a word that they are kept: without them a lost telephone locks people out. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <Stack>
      <Text>
        Keep these recovery codes where you keep papers. Each of them gets you in once when your telephone is gone. They
        are not shown again.
      </Text>
      <Paper withBorder p="md" bg="var(--house-panel)">
        <SimpleGrid cols={2} spacing="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {codes.map((code) => (
            <Text component="li" ff="monospace" key={code}>
              {code}
            </Text>
          ))}
        </SimpleGrid>
      </Paper>
      <Group grow>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Coursepost recovery codes\n\n${text}\n`)}`}
          download="coursepost-recovery-codes.txt"
        >
          Save as a file
        </Button>
      </Group>
      <Checkbox label="I have kept them" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button disabled={!kept} onClick={onDone}>
        Done
      </Button>
    </Stack>
  );
}
