import { Anchor, Center, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function NotHere() {
  return (
    <Center mih="60vh" p="md">
      <Stack maw={460} align="flex-start">
        <Title order={1} fz={26}>
          There is no page here
        </Title>
        <Text>Perhaps it was moved, or the address was cut short.</Text>
        <Anchor renderRoot={(props) => <Link to="/" {...props} />}>Go to Today</Anchor>
      </Stack>
    </Center>
  );
}
