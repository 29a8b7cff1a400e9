import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { ApiProblem } from '../api/problem.js';
import { plainSubject } from '../courses/course-words.js';
import { SavingLine } from '../lesson/saving-line.js';
import { Loaded } from '../shell/loaded.js';
import { NotHere } from '../shell/not-here.js';
import { PageHead } from '../shell/page-head.js';
import { ArchiveCard } from './archive-card.js';
import { AudienceCard } from './audience-card.js';
import { IssueClash } from './issue-clash.js';
import { IssueState } from './issue-state.js';
import { titleOf } from './issue-words.js';
import { checkQuery, issueQuery } from './issues.js';
import { LastLook } from './last-look.js';
import { PlanCard } from './plan-card.js';
import { Scheduled } from './scheduled.js';
import { SendingProgress } from './sending-progress.js';
import { useIssueDesk } from './use-issue-desk.js';

/** /newsletter/ID/send: whom a draft goes to, when, and the button; afterwards how it goes. */
export function Screen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ ...issueQuery(id), refetchInterval: 10_000 });
  if (query.error instanceof ApiProblem && [404, 422].includes(query.error.status)) return <NotHere />;
  return <Loaded query={query}>{(view) => <IssueSending key={view.id} view={view} />}</Loaded>;
}

function IssueSending({ view }: { view: BroadcastView }) {
  const { desk, state, mayWrite, isOpen } = useIssueDesk(view);
  const { words, faults } = state;
  const isSaved = state.saving === 'saved';
  const check = useQuery({ ...checkQuery(view), enabled: view.state === 'draft' && isSaved });
  const about = (...fields: string[]) =>
    (check.data?.faults ?? [])
      .filter(({ field }) => fields.includes(field.split('.')[0] ?? ''))
      .map(({ message }) => message);
  const beside = (field: 'audience' | 'plan') => [...(faults[field] ? [faults[field]] : []), ...about(field)];
  return (
    <>
      <PageHead
        title={plainSubject(titleOf(words))}
        back={{ to: '/newsletter', label: 'Newsletter' }}
        lead={view.state === 'draft' ? 'Nothing leaves before you press the button at the end.' : undefined}
      >
        {mayWrite && (view.state === 'draft' || !isSaved) && (
          <SavingLine saving={state.saving} problem={state.problem} />
        )}
        <IssueState state={view.state} />
        <Button variant="default" renderRoot={(props) => <Link to={`/newsletter/${view.id}`} {...props} />}>
          The letter
        </Button>
      </PageHead>
      <Stack gap="lg">
        {view.state === 'draft' && (
          <>
            <AudienceCard
              audience={words.audience}
              readOnly={!isOpen}
              faults={beside('audience')}
              onChange={(audience) => desk.write({ audience })}
            />
            <PlanCard
              plan={words.plan}
              passed={isSaved ? check.data?.passed : undefined}
              readOnly={!isOpen}
              faults={beside('plan')}
              onChange={(plan) => desk.write({ plan })}
            />
          </>
        )}
        {view.state === 'scheduled' && <Scheduled view={view} mayWrite={mayWrite} />}
        {view.state !== 'draft' && view.state !== 'scheduled' && <SendingProgress view={view} mayWrite={mayWrite} />}
        <ArchiveCard
          view={view}
          words={words}
          faults={faults}
          mayWrite={mayWrite}
          onWrite={(some) => desk.write(some)}
        />
        {view.state === 'draft' && (
          <LastLook view={view} check={check} isSaved={isSaved} mayWrite={mayWrite} onSave={() => desk.flush()} />
        )}
      </Stack>
      <IssueClash state={state} onSettle={(whose) => void desk.settle(whose)} />
    </>
  );
}
