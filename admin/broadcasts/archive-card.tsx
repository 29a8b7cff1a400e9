import { Anchor, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { Section } from '../shell/section.js';
import { type IssueWords, visibilityWords } from './issue-words.js';
import { progressQuery } from './issues.js';
import { sentence } from '../lesson/sentence.js';

export interface ArchiveCardProps {
  view: BroadcastView;
  words: Pick<IssueWords, 'visibility' | 'slug'>;
  faults: { visibility?: string; slug?: string };
  /** Who may read it is open as long as it lives; its address until it is to be sent. */
  mayWrite: boolean;
  onWrite: (some: Partial<IssueWords>) => void;
}

/** The page that an issue lives on as. */
export function ArchiveCard({ view, words, faults, mayWrite, onWrite }: ArchiveCardProps) {
  const { state } = view;
  const { data: figures } = useQuery({ ...progressQuery(view.id), enabled: state === 'stopped' });
  // One that was stopped before a letter had left was never published.
  const isOut = state === 'stopped' ? (figures?.accepted ?? 0) > 0 : state !== 'draft' && state !== 'scheduled';
  const visibility = words.visibility;
  return (
    <Section title="In the archive" lead="Every issue lives on as a page of its own, with its feed.">
      <Radio.Group
        label="Who may read it there"
        value={visibility}
        error={sentence(faults.visibility)}
        readOnly={!mayWrite}
        onChange={(value) => onWrite({ visibility: value as BroadcastView['visibility'] })}
      >
        <Stack gap="xs" mt="xs">
          {(['public', 'subscribers', 'hidden'] as const).map((value) => (
            <Radio key={value} value={value} label={visibilityWords[value]} />
          ))}
        </Stack>
      </Radio.Group>
      {state === 'draft' ? (
        <TextInput
          label="Its address"
          description="Small letters, digits and dashes. Left empty, it is made of the subject."
          leftSection={
            <Text fz="sm" c="dimmed">
              /issues/
            </Text>
          }
          leftSectionWidth={70}
          maw={420}
          value={words.slug ?? ''}
          error={sentence(faults.slug)}
          readOnly={!mayWrite}
          onChange={(event) => onWrite({ slug: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      ) : (
        view.slug !== null && (
          <Text fz="sm">
            Its address:{' '}
            {isOut && visibility === 'public' ? (
              <Anchor inherit href={`/issues/${view.slug}`} target="_blank" rel="noreferrer">
                /issues/{view.slug}
              </Anchor>
            ) : (
              <>/issues/{view.slug}</>
            )}
          </Text>
        )
      )}
    </Section>
  );
}
