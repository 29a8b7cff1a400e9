import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import type { SendingCheck } from '../../src/broadcasts/sending.schema.js';
import { sayProblem } from '../api/problem.js';
import { plainSubject } from '../courses/course-words.js';
import { sentence } from '../lesson/sentence.js';
import { people } from '../publishing/publish-words.js';
import { useZone } from '../settings/house-settings.js';
import { sendersQuery } from '../settings/senders.js';
import { Dialog } from '../shell/dialog.js';
import { Section } from '../shell/section.js';
import { When } from '../shell/when.js';
import { choicesQuery } from '../subscribers/subscribers.js';
import { audienceLines, planWords, titleOf } from './issue-words.js';
import { useIssueAct } from './use-issue-acts.js';
import lines from '../publishing/publishing.module.css';
import styles from './broadcasts.module.css';

export interface LastLookProps {
  view: BroadcastView;
  check: UseQueryResult<SendingCheck>;
  isSaved: boolean;
  mayWrite: boolean;
  /** Gives whether everything is saved. */
  onSave: () => Promise<boolean>;
}

/** All of it once more, what is still to be mended, and the way to the one button. */
export function LastLook({ view, check, isSaved, mayWrite, onSave }: LastLookProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const zone = useZone();
  const senders = useQuery(sendersQuery);
  const choices = useQuery(choicesQuery);
  const sender = senders.data?.senders.find(({ email, isDefault }) =>
    view.sender === null ? isDefault : email.toLowerCase() === view.sender.toLowerCase(),
  );
  const { data, error } = check;
  const faults = data?.faults ?? [];
  const letter = faults.filter(({ field }) => !/^(audience|plan|slug)\b/.test(field));
  const elsewhere = faults.length - letter.length;
  const isReady = isSaved && !check.isFetching && data !== undefined && faults.length === 0;
  const look = async () => {
    if (await onSave()) open();
  };
  return (
    <Section title="Last look">
      <dl className={styles.facts}>
        <dt>Subject</dt>
        <dd>{plainSubject(titleOf(view))}</dd>
        <dt>From</dt>
        <dd>{sender?.shown ?? view.sender ?? 'the default sender'}</dd>
        <dt>To</dt>
        <dd>
          {data && isSaved ? people(data.count) : 'Counting …'}: {audienceLines(view.audience, choices.data).join('; ')}
        </dd>
        <dt>When</dt>
        <dd>{planWords(view.plan, zone)}</dd>
      </dl>
      {error && <Alert color="coral">{sayProblem(error)}</Alert>}
      {letter.length > 0 && (
        <Alert color="coral" role="alert" title="The letter is not ready yet">
          <List size="sm">
            {letter.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>{sentence(message)}</List.Item>
            ))}
          </List>
          <Anchor fz="sm" renderRoot={(props) => <Link to={`/newsletter/${view.id}`} {...props} />}>
            To the letter
          </Anchor>
        </Alert>
      )}
      <Group gap="md">
        <Button size="md" className={lines.wraps ?? ''} disabled={!mayWrite || !isReady} onClick={() => void look()}>
          Look once more, then send
        </Button>
        <Text fz="sm" c="dimmed" role="status">
          {!mayWrite
            ? 'Your role may look, but not send.'
            : !isSaved
              ? 'It can be sent once everything is saved.'
              : elsewhere > 0
                ? 'Something above is still to be mended.'
                : ''}
        </Text>
      </Group>
      {data && <SendDialog view={view} check={data} opened={opened} onClose={close} />}
    </Section>
  );
}

interface SendDialogProps {
  view: BroadcastView;
  check: SendingCheck;
  opened: boolean;
  onClose: () => void;
}

function SendDialog({ view, check: { count, passed, first, last }, opened, onClose }: SendDialogProps) {
  const act = useIssueAct(view.id);
  const { plan } = view;
  const isNow = plan.when === 'now';
  const begins = plan.when === 'local' && passed > 0;
  const send = () => act.mutate({ act: 'send', body: { version: view.version } }, { onSettled: onClose });
  return (
    <Dialog opened={opened} title={`Send “${plainSubject(titleOf(view))}”?`} onClose={onClose}>
      <Stack>
        <Text>
          <b>{people(count)}</b> {count === 1 ? 'gets' : 'get'} it
          {isNow || begins ? ', and it begins to leave at once.' : first && <FirstToLast first={first} last={last} />}
          {begins && last && (
            <>
              {' '}
              The last of them: <When at={last} /> at the latest, by your clock.
            </>
          )}
        </Text>
        {passed > 0 && plan.when === 'local' && (
          <Text fz="sm">
            For {people(passed)} of them that hour is over:{' '}
            {plan.passed === 'at-once' ? 'they get it at once.' : 'they get it at that hour of the next day.'}
          </Text>
        )}
        <Text fz="sm" c="dimmed">
          {isNow || begins
            ? 'What has left cannot be called back. You can pause at any time, or stop what has not left yet.'
            : 'You can take it back until it begins; afterwards pause or stop what has not left yet.'}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button className={lines.wraps ?? ''} loading={act.isPending} onClick={send}>
            {isNow || begins ? `Send it to ${people(count)}` : `Schedule it for ${people(count)}`}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function FirstToLast({ first, last }: { first: string; last: string | null }) {
  if (last === null || last === first)
    return (
      <>
        : <When at={first} />.
      </>
    );
  return (
    <>
      , from <When at={first} /> to <When at={last} /> at the latest, by your clock.
    </>
  );
}
