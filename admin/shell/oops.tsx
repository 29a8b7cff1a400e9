import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { sayProblem } from '../api/problem.js';

/** A screen that broke; what was typed elsewhere is kept where it was saved. */
export function Oops({ error }: { error: unknown }) {
  return (
    <Center mih="60vh" p="md">
      <Stack maw={460} align="flex-start" role="alert">
        <Title order={1} fz={26}>
          This page could not be shown
        </Title>
        <Text>{sayProblem(error)}</Text>
        <Button onClick={() => window.location.reload()}>Load it again</Button>
      </Stack>
    </Center>
  );
}
