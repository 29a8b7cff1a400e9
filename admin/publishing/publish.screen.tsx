import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Published } from '../../src/revisions/revision.schema.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { ChangeList } from './change-list.js';
import { ChoiceCard } from './choice-card.js';
import { DaysChart } from './days-chart.js';
import { type Answers, impactQuery } from './impact-query.js';
import { Section } from '../shell/section.js';
import { PeoplePreview } from './people-preview.js';
import { PublishForm } from './publish-form.js';
import { PublishedPage } from './published-page.js';
import { TouchedSummary } from './touched-summary.js';
import styles from './publishing.module.css';

/** What publishing would do, the questions it raises, and the button. */
export function Screen() {
  const { slug = '' } = useParams({ strict: false });
  const [answers, setAnswers] = useState<Answers>({});
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [done, setDone] = useState<Published | null>(null);
  const impact = useQuery(impactQuery(slug, answers));
  if (done) return <PublishedPage slug={slug} published={done} />;
  return (
    <>
      <PageHead
        title="Publish"
        lead="Readers notice nothing until you press the button at the end."
        back={{ to: `/courses/${slug}`, label: 'Lessons' }}
      >
        <Button variant="default" renderRoot={(props) => <Link to={`/courses/${slug}/history`} {...props} />}>
          History
        </Button>
      </PageHead>
      <Loaded query={impact} lines={8}>
        {(view) =>
          view.version === 0 ? (
            <Empty title="There is nothing to publish">Everything you have written is with your readers.</Empty>
          ) : (
            <Stack gap="lg" aria-busy={impact.isFetching}>
              <TouchedSummary view={view} />
              {view.choices.length > 0 && (
                <Section
                  title="Only you can decide this"
                  lead={
                    view.overdue
                      ? 'Whom it concerns is found out when you publish.'
                      : 'What happens to your readers is shown once you have.'
                  }
                >
                  {view.choices.map((choice) => (
                    <ChoiceCard
                      key={choice.option}
                      choice={choice}
                      answer={answers[choice.option]}
                      fault={faults[`answers.${choice.option}`]}
                      onAnswer={(answer) => setAnswers({ ...answers, [choice.option]: answer })}
                    />
                  ))}
                </Section>
              )}
              <div className={styles.columns}>
                <ChangeList changes={view.changes} isReckoned={view.asOf !== null} />
                {view.outcome && <DaysChart days={view.outcome.days} zone={view.zone} />}
              </div>
              {view.outcome && <PeoplePreview people={view.outcome.people} />}
              <PublishForm
                slug={slug}
                view={view}
                answers={answers}
                onFaults={setFaults}
                onDone={setDone}
                onStale={() => void impact.refetch()}
              />
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}
