import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { Section } from '../shell/section.js';
import { people, plainSubject } from './publish-words.js';
import styles from './publishing.module.css';

const badges: Record<string, [label: string, color: string]> = {
  first: ['First', 'sea'],
  inserted: ['New', 'sea'],
  removed: ['Taken out', 'coral'],
  moved: ['Moved', 'sea'],
  text: ['Words', 'gray'],
  subject: ['Words', 'gray'],
  wait: ['Wait', 'gray'],
  minutes: ['Words', 'gray'],
  settings: ['Settings', 'gray'],
  letter: ['Words', 'gray'],
  picture: ['Picture', 'gray'],
};

/** What is different, and, once it is reckoned, how many people each difference concerns. */
export function ChangeList({ changes, isReckoned }: { changes: ImpactView['changes']; isReckoned: boolean }) {
  return (
    <Section title="What changes" lead="As against what readers get now.">
      <Stack component="ul" gap="sm" className={styles.plain ?? ''}>
        {changes.map(({ kind, lesson, about, what, people: concerned }) => {
          const [label, color] = badges[kind] ?? ['Other', 'gray'];
          return (
            <Group component="li" key={`${kind} ${lesson ?? ''} ${what}`} align="flex-start" wrap="nowrap" gap="sm">
              <Badge color={color} variant="light" className={styles.badge ?? ''}>
                {label}
              </Badge>
              <div>
                <Text fw={600}>{plainSubject(about)}</Text>
                <Text fz="sm">{what}</Text>
                {isReckoned && (
                  <Text fz="sm" c="dimmed">
                    {concerned === null ? 'For those who join from now on' : `Concerns ${people(concerned)}`}
                  </Text>
                )}
              </div>
            </Group>
          );
        })}
      </Stack>
    </Section>
  );
}
