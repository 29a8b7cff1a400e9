import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { useZone } from '../settings/house-settings.js';
import { Section } from '../shell/section.js';
import { When } from '../shell/when.js';
import { choicesQuery } from '../subscribers/subscribers.js';
import { audienceLines, planWords } from './issue-words.js';
import { useIssueAct } from './use-issue-acts.js';
import styles from './broadcasts.module.css';

/** It will begin by itself; until then it can be taken back. */
export function Scheduled({ view, mayWrite }: { view: BroadcastView; mayWrite: boolean }) {
  const act = useIssueAct(view.id);
  const zone = useZone();
  const choices = useQuery(choicesQuery);
  return (
    <Section title="It begins by itself">
      <dl className={styles.facts}>
        <dt>When</dt>
        <dd>{planWords(view.plan, zone)}</dd>
        {view.startsAt !== null && view.plan.when === 'local' && (
          <>
            <dt>The first</dt>
            <dd>
              from <When at={view.startsAt} /> by your clock
            </dd>
          </>
        )}
        <dt>To</dt>
        <dd>{audienceLines(view.audience, choices.data).join('; ')}</dd>
      </dl>
      {mayWrite && (
        <Group gap="md">
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate({ act: 'cancel' })}>
            Take it back
          </Button>
          <Text fz="sm" c="dimmed">
            It is a draft again then, and nobody gets it until you send it anew.
          </Text>
        </Group>
      )}
    </Section>
  );
}
