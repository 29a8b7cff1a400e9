import { Group, Image, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function Brand() {
  return (
    <Group
      gap={8}
      wrap="nowrap"
      renderRoot={(props) => <Link to="/" {...props} style={{ textDecoration: 'none', color: 'inherit' }} />}
    >
      <Image src="/assets/favicon.svg" alt="" w={26} h={26} />
      <Text span ff="heading" fw={600} fz="lg">
        Coursepost
      </Text>
    </Group>
  );
}
