import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImpactView } from '../../src/impact/impact.schema.js';
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
import { effectSentences, people } from './publish-words.js';
import { PublishedPage } from './published-page.js';
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
              <Touched view={view} />
              {view.choices.length > 0 && (
                <Section title="Only you can decide this" lead="The figures on this page follow your answers.">
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
                <ChangeList changes={view.changes} />
                {view.days.length > 0 && <DaysChart days={view.days} zone={view.zone} />}
              </div>
              <PeoplePreview people={view.people} />
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

function Touched({ view }: { view: ImpactView }) {
  const { readers, touched, effects, revision } = view;
  const sentences = effectSentences(effects);
  if (revision === null)
    return (
      <Alert color="sea" title="This course goes out for the first time" role="status">
        Nobody is in it yet. From then on people can sign up.
      </Alert>
    );
  return (
    <Alert color="sea" role="status" title={`${people(readers)} in mid-course`}>
      <Stack gap={4}>
        <Text fz="sm">
          {touched.week === 0
            ? 'For all of them the letters of the next seven days stay what they are, and when they come.'
            : `For ${people(touched.week)} something in the next seven days is different: for ${people(touched.today)} within a day, for ${people(touched.tomorrow)} within two.`}
        </Text>
        {sentences.length > 0 && (
          <Group component="ul" gap={2} className={styles.plain ?? ''}>
            {sentences.map((sentence) => (
              <Text component="li" fz="sm" key={sentence} w="100%">
                {sentence}
              </Text>
            ))}
          </Group>
        )}
        <Text fz="sm" c="dimmed">
          These figures are exact as of now. People who join later are not among them.
        </Text>
      </Stack>
    </Alert>
  );
}
