import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../shell/loaded.js';
import { servicesQuery } from './today.js';

/** Whether database, mail server and workers are well. */
export function Services() {
  const query = useQuery(servicesQuery);
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
      <Title order={2} fz="lg" mb="md">
        The house
      </Title>
      <Loaded query={query} lines={3}>
        {({ database, mail, workers }) => (
          <SimpleGrid cols={{ base: 1, md: 3 }} aria-live="polite">
            <Service name="Database" {...database} />
            <Service name="Mail server" {...mail} />
            <Service
              name="Workers"
              {...workers}
              more={workers.running
                .filter((worker) => worker.isSilent)
                .map((worker) => `${worker.host}, process ${worker.pid}: silent for ${worker.silentSeconds} seconds`)}
            />
          </SimpleGrid>
        )}
      </Loaded>
    </Paper>
  );
}

function Service({ name, isWell, says, more = [] }: { name: string; isWell: boolean; says: string; more?: string[] }) {
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      {isWell ? (
        <IconCircleCheck
          size={20}
          style={{ flexShrink: 0 }}
          color="var(--mantine-color-sea-6)"
          role="img"
          aria-label="Well"
        />
      ) : (
        <IconAlertTriangle
          size={20}
          style={{ flexShrink: 0 }}
          color="var(--mantine-color-error)"
          role="img"
          aria-label="Not well"
        />
      )}
      <Stack gap={2}>
        <Text fw={600} fz="sm">
          {name}
        </Text>
        <Text fz="sm" {...(isWell ? { c: 'dimmed' } : {})} className="breaks">
          {says}
        </Text>
        {more.map((line) => (
          <Text key={line} fz="xs" c="dimmed">
            {line}
          </Text>
        ))}
      </Stack>
    </Group>
  );
}
