import { Alert, Progress, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import type { SendingProgress as Figures } from '../../src/broadcasts/sending.schema.js';
import { figure, people } from '../publishing/publish-words.js';
import { Loaded } from '../shell/loaded.js';
import { Section } from '../shell/section.js';
import { When } from '../shell/when.js';
import { sentence } from '../lesson/sentence.js';
import { issueQuery, progressQuery } from './issues.js';
import { etaWords, stillWords } from './progress-words.js';
import { SendingButtons } from './sending-buttons.js';
import styles from './broadcasts.module.css';

/** How far the sending is, what became of the letters, and the brakes. */
export function SendingProgress({ view, mayWrite }: { view: BroadcastView; mayWrite: boolean }) {
  const query = useQuery(progressQuery(view.id));
  const queries = useQueryClient();
  const isAnother = query.data !== undefined && query.data.state !== view.state;
  useEffect(() => {
    if (isAnother) void queries.invalidateQueries({ queryKey: issueQuery(view.id).queryKey, exact: true });
  }, [isAnother, queries, view.id]);
  return (
    <Section title={titles[view.state]}>
      <Loaded query={query} lines={4}>
        {(figures) => (
          <>
            <Bar view={view} figures={figures} />
            {view.state === 'paused' && <WhyPaused because={view.pausedBecause} open={figures.open} />}
            {mayWrite && (view.state === 'sending' || view.state === 'paused') && (
              <SendingButtons view={view} figures={figures} />
            )}
            <Numbers figures={figures} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

const titles: Readonly<Record<BroadcastView['state'], string>> = {
  draft: 'Draft',
  scheduled: 'It begins by itself',
  sending: 'It is on its way',
  paused: 'It is paused',
  finished: 'It has been sent',
  stopped: 'It was stopped',
};

function Bar({ view, figures }: { view: BroadcastView; figures: Figures }) {
  const { planned, open, withdrawn, planning } = figures;
  // Of a stopped one the rest was never sent: to count it as done would say that everybody has it.
  const done = planned - open - (view.state === 'stopped' ? withdrawn : 0);
  const share = planned === 0 ? (planning ? 0 : 100) : Math.floor((done / planned) * 100);
  return (
    <Stack gap={6}>
      <Progress.Root size="xl">
        <Progress.Section value={share} aria-label="Letters that need nothing more" />
      </Progress.Root>
      <Text role="status">
        <b>
          {figure(done)} of {figure(planned)}
          {planning ? ' so far' : ''}
        </b>{' '}
        {view.state === 'sending' ? etaWords(figures) : ''}
        {planning && view.state === 'sending' ? ' Readers are still being gathered.' : ''}
      </Text>
      <Text fz="sm" c="dimmed">
        {view.startedAt && (
          <>
            Began <When at={view.startedAt} />
          </>
        )}
        {view.endedAt && (
          <>
            , ended <When at={view.endedAt} />
          </>
        )}
        {view.startedAt && '.'} {view.state === 'stopped' ? stillWords(figures.withdrawn) : ''}
      </Text>
    </Stack>
  );
}

function WhyPaused({ because, open }: { because: string | null; open: number }) {
  if (because === 'late')
    return (
      <Alert color="coral" role="alert" title="It is later than you said it may be">
        Sending was held up, so {people(open)} would get it late. Send it all the same, or stop it for them.
      </Alert>
    );
  return (
    <Alert color="sea" role="status">
      {because === null || because === 'person'
        ? `Nothing leaves until somebody goes on. ${people(open)} ${open === 1 ? 'waits' : 'wait'}.`
        : sentence(because)}
    </Alert>
  );
}

function Numbers({ figures }: { figures: Figures }) {
  const rows: Array<[string, number]> = [
    ['accepted', figures.accepted],
    ['refused', figures.refused],
    ['not sent', figures.withdrawn],
    ['in doubt', figures.inDoubt],
    ['came back', figures.bounced],
    ['complained', figures.complained],
    ['left by it', figures.left],
  ];
  return (
    <dl className={styles.figures}>
      {rows.map(([words, count]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>{figure(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
