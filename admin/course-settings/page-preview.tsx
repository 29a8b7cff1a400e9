import { Box, Group, Paper, SegmentedControl, Text, Title } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PagePreview as Preview } from '../../src/public/course-site.schema.js';
import { call } from '../api/call.js';
import { Loaded } from '../shell/loaded.js';
import { useSettings } from './settings-context.js';

const widths = { phone: 390, desktop: 1280 } as const;
const height = 620;

/** The sign-up page as the draft has it: the very page, made smaller where it must be, and inert. */
export function PagePreview() {
  const { slug, state } = useSettings();
  const [look, setLook] = useState<keyof typeof widths>('phone');
  const { ref, width } = useElementSize();
  const preview = useQuery({
    queryKey: ['signup-page', slug, state.view.version],
    queryFn: ({ signal }) => call<Preview>('GET', `/courses/${slug}/draft/signup-page`, undefined, { signal }),
    placeholderData: keepPreviousData,
  });
  const scale = width > 0 ? Math.min(1, width / widths[look]) : 1;
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" pos={{ lg: 'sticky' }} top={72}>
      <Group justify="space-between" mb="sm">
        <Title order={2} fz="lg">
          The page
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="How it is seen"
          value={look}
          onChange={(next) => setLook(next as keyof typeof widths)}
          data={[
            { value: 'phone', label: 'Phone' },
            { value: 'desktop', label: 'Desktop' },
          ]}
        />
      </Group>
      {/* Its width is the column's, never the frame's, which is made to fit it. */}
      <Box ref={ref} style={{ contain: 'inline-size', overflow: 'hidden' }}>
        <Loaded query={preview}>
          {({ html }) => (
            <Box mx="auto" style={{ width: widths[look] * scale, height, overflow: 'hidden', borderRadius: 8 }}>
              <iframe
                title="The sign-up page, as the draft has it"
                sandbox="allow-same-origin"
                srcDoc={html}
                style={{
                  width: widths[look],
                  height: height / scale,
                  border: 0,
                  transform: `scale(${scale})`,
                  transformOrigin: '0 0',
                }}
              />
            </Box>
          )}
        </Loaded>
      </Box>
      <Text fz="sm" c="dimmed" mt="xs">
        As it will be once you publish. Nothing in it can be pressed.
      </Text>
    </Paper>
  );
}
