import { Button, List, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { LetterPreview, LinksTried } from '../../src/courses/letter-preview.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import { FaultLine } from './letter-pane.js';

type Check = LetterPreview['checks'][number];

const marks = {
  fine: { color: 'teal.8', Icon: IconCheck, words: 'Fine' },
  look: { color: 'yellow.9', Icon: IconAlertTriangle, words: 'Worth a look' },
  wrong: { color: 'red.8', Icon: IconX, words: 'To be mended' },
} as const;

export interface ChecklistProps {
  /** Path of what the letter belongs to in the API. */
  at: string;
  checks: readonly Check[];
  /** Addresses of the letter's links, to be tried when asked. */
  links: readonly string[];
  mayTry: boolean;
  onLine: (line: number) => void;
}

/** What is worth a look before a letter goes out, told anew as one types. */
export function Checklist({ at, checks, links, mayTry, onLine }: ChecklistProps) {
  return (
    <Stack component="ul" gap="sm" className="lesson-checks" aria-label="Checklist">
      {checks.map((check) => {
        const { color, Icon, words } = marks[check.state];
        return (
          <li key={check.about}>
            <ThemeIcon size={22} radius="xl" color={color} aria-hidden>
              <Icon size={14} />
            </ThemeIcon>
            <div>
              <VisuallyHidden>{words}: </VisuallyHidden>
              <Text component="span" fz="sm" className="lesson-break">
                {check.says}
              </Text>
              {check.points.length > 0 && (
                <List size="sm" spacing={2} mt={2} c="dimmed">
                  {check.points.map(({ line, says }, index) => (
                    <List.Item key={index}>
                      <FaultLine line={line} onLine={onLine} /> {says}
                    </List.Item>
                  ))}
                </List>
              )}
              {check.about === 'links' && mayTry && links.length > 0 && <LinkTrial at={at} links={links} />}
            </div>
          </li>
        );
      })}
    </Stack>
  );
}

function LinkTrial({ at, links }: { at: string; links: readonly string[] }) {
  const trial = useMutation({
    mutationFn: () => call<LinksTried>('POST', `${at}/links/try`, { urls: links.slice(0, 20) }, { changes: false }),
  });
  const bad = trial.data?.links.filter(({ outcome }) => outcome !== 'opens') ?? [];
  return (
    <div>
      <Button size="compact-xs" variant="default" mt={4} loading={trial.isPending} onClick={() => trial.mutate()}>
        Try to open {links.length === 1 ? 'it' : 'them'}
      </Button>
      <div role="status">
        {trial.error && (
          <Text fz="sm" c="var(--mantine-color-error)">
            {sayProblem(trial.error)}
          </Text>
        )}
        {trial.data && bad.length === 0 && <Text fz="sm">All of them open.</Text>}
        {bad.map(({ url, says }) => (
          <Text key={url} fz="sm" className="lesson-break">
            {url}: {says}
          </Text>
        ))}
      </div>
    </div>
  );
}
