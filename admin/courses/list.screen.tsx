import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CourseListItem } from '../../src/enrollments/course-list.schema.js';
import type { Page } from '../../src/http/page.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { counted, momentWords } from './course-words.js';
import styles from './sequence.module.css';

/** /courses */
export function Screen() {
  const mayEdit = useMay('courses.write');
  const query = useInfiniteQuery({
    queryKey: ['courses'],
    queryFn: ({ pageParam, signal }) =>
      call<Page<CourseListItem>>('GET', withQuery('/courses', { after: pageParam }), undefined, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  return (
    <>
      <PageHead title="Courses" lead="What you teach, a lesson at a time.">
        {mayEdit && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/new-course" {...props} />}
          >
            New course
          </Button>
        )}
      </PageHead>
      <Loaded query={query}>
        {(courses) =>
          courses.length === 0 ? (
            <Empty title="No courses yet">Begin one: it starts with a first lesson for you to write over.</Empty>
          ) : (
            <Stack>
              <SimpleGrid cols={{ base: 1, lg: 2 }}>
                {courses.map((course) => (
                  <CourseCard key={course.slug} course={course} />
                ))}
              </SimpleGrid>
              {hasNextPage && (
                <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  More courses
                </Button>
              )}
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}

function CourseCard({ course }: { course: CourseListItem }) {
  const { slug, name, lessons, published, draft, readers } = course;
  const people = ({ count, more }: { count: number; more: boolean }) =>
    `${count.toLocaleString('en-GB')}${more ? '+' : ''}`;
  return (
    <Paper
      withBorder
      p="lg"
      renderRoot={(props) => <Link to={`/courses/${slug}`} {...props} />}
      className={styles.course ?? ''}
    >
      <Group justify="space-between" align="flex-start" gap="xs" mb="xs">
        <Title order={2} fz={20}>
          {name}
        </Title>
        {draft ? (
          <Badge variant="light" color="coral" tt="none">
            {published === null ? 'Not published' : draft.changes ? counted(draft.changes, 'change') : 'Draft'}
          </Badge>
        ) : (
          <Badge variant="light" tt="none">
            Published
          </Badge>
        )}
      </Group>
      <Text c="dimmed" fz="sm" mb="md">
        {counted(lessons, 'lesson')} · /courses/{slug}
        {draft && ` · saved by ${draft.savedBy}, ${momentWords(draft.savedAt)}`}
      </Text>
      <Group gap="xl">
        <Count words="on their way" count={people(readers.active)} />
        <Count words="on a break" count={people(readers.paused)} />
        <Count words="finished" count={people(readers.finished)} />
      </Group>
    </Paper>
  );
}

function Count({ words, count }: { words: string; count: string }) {
  return (
    <div>
      <Text fw={600} fz="lg">
        {count}
      </Text>
      <Text fz="sm" c="dimmed">
        {words}
      </Text>
    </div>
  );
}
