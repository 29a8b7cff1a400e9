import { Button, Group, List, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Published } from '../../src/revisions/revision.schema.js';
import { PageHead } from '../shell/page-head.js';
import { Section } from '../shell/section.js';
import { effectSentences } from './publish-words.js';

/** What was done, with numbers. */
export function PublishedPage({ slug, published }: { slug: string; published: Published }) {
  const { revision, changes, effects } = published;
  const done = effectSentences({ ...effects, skips: effects.skipped, waits: effects.waiting });
  return (
    <>
      <PageHead title={`Revision ${revision} is published`} lead="From now on every letter is written from it." />
      <Stack gap="lg" role="status">
        <Section title="What was done">
          {done.length === 0 ? (
            <Text fz="sm">Nobody’s next letter had to be moved or taken back.</Text>
          ) : (
            <List size="sm">
              {done.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          )}
        </Section>
        <Section title="What changed">
          <List size="sm">
            {changes.map((change) => (
              <List.Item key={change}>{change}</List.Item>
            ))}
          </List>
        </Section>
        <Group>
          <Button renderRoot={(props) => <Link to={`/courses/${slug}/history`} {...props} />}>See history</Button>
          <Button variant="default" renderRoot={(props) => <Link to={`/courses/${slug}`} {...props} />}>
            Back to the lessons
          </Button>
        </Group>
      </Stack>
    </>
  );
}
