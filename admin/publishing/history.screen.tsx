import { Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RevisionLine, RevisionPage } from '../../src/revisions/revision.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { ButtonLink } from '../shell/button-link.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { momentOf } from '../shell/moment.js';
import { PageHead } from '../shell/page-head.js';
import { GiveAfterAll } from './give-after-all.js';
import { PublishAgain } from './publish-again.js';
import styles from './publishing.module.css';

/** Everything that was ever published of a course, newest first. */
export function Screen() {
  const { slug = '' } = useParams({ strict: false });
  const history = useInfiniteQuery({
    queryKey: ['courses', slug, 'revisions'],
    queryFn: ({ pageParam }) =>
      call<RevisionPage>('GET', withQuery(`/courses/${slug}/revisions`, { after: pageParam, limit: 20 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <>
      <PageHead
        title="History"
        lead="Every published state of this course is kept. Look at what was different, or publish one again."
        back={{ to: `/courses/${slug}`, label: 'Lessons' }}
      />
      <Loaded query={history}>
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items);
          if (lines.length === 0) return <Empty title="Nothing was published yet" />;
          return (
            <Stack gap="md">
              <Stack component="ol" gap="md" className={styles.plain ?? ''}>
                {lines.map((line) => (
                  <li key={line.number}>
                    <RevisionCard slug={slug} line={line} before={line.number > 1 ? line.number - 1 : null} />
                  </li>
                ))}
              </Stack>
              {history.hasNextPage && (
                <Group justify="center">
                  <Button
                    variant="default"
                    loading={history.isFetchingNextPage}
                    onClick={() => void history.fetchNextPage()}
                  >
                    Show older revisions
                  </Button>
                </Group>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}

function RevisionCard({ slug, line, before }: { slug: string; line: RevisionLine; before: number | null }) {
  const mayWrite = useMay('courses.write');
  const { number, publishedAt, author, note, current, lessons, changes } = line;
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="article" aria-label={`Revision ${number}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap="xs">
              <Title order={2} fz="lg">
                Revision {number}
              </Title>
              {current && <Badge variant="light">Readers get this</Badge>}
            </Group>
            <Text fz="sm" c="dimmed">
              {momentOf(publishedAt)} · {author} · {lessons === 1 ? '1 lesson' : `${lessons} lessons`}
            </Text>
          </div>
          <Group gap="xs">
            <ButtonLink to={`/courses/${slug}/history/${number}`} label={`Look at it: revision ${number}`}>
              Look at it
            </ButtonLink>
            {before !== null && (
              <ButtonLink
                to={`/courses/${slug}/compare/${before}/${number}`}
                label={`Compare revision ${number} with the one before, or any other`}
              >
                Compare
              </ButtonLink>
            )}
            {!current && mayWrite && <PublishAgain slug={slug} number={number} />}
          </Group>
        </Group>
        {note && <Text>{note}</Text>}
        <List size="sm">
          {changes.map((change) => (
            <List.Item key={change}>{change}</List.Item>
          ))}
        </List>
        <GiveAfterAll slug={slug} number={number} />
      </Stack>
    </Paper>
  );
}
