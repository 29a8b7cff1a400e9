import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SkippedLessons } from '../../src/enrollments/give-after-all.schema.js';
import { call } from '../api/call.js';
import { useMay } from '../api/me.js';
import { sayProblem } from '../api/problem.js';
import { people } from './publish-words.js';
import styles from './publishing.module.css';

/** Lessons that people skip because of this revision, each with a button that gives it to them after all. */
export function GiveAfterAll({ slug, number }: { slug: string; number: number }) {
  const mayPublish = useMay('courses.publish');
  const client = useQueryClient();
  const queryKey = ['courses', slug, 'skipped', number];
  const skipped = useQuery({
    queryKey,
    queryFn: () => call<SkippedLessons>('GET', `/courses/${slug}/revisions/${number}/skipped`),
  });
  const give = useMutation({
    mutationFn: (lesson: string) =>
      call<{ people: number }>('POST', `/courses/${slug}/revisions/${number}/give-after-all`, { lesson }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const lessons = skipped.data?.items.filter(({ open }) => open > 0) ?? [];
  return (
    <Stack gap={6}>
      {lessons.map(({ lesson, open }) => (
        <Group key={lesson} gap="sm">
          <Text fz="sm">
            {people(open)} in mid-course {open === 1 ? 'does' : 'do'} not get “{lesson}”, as you chose.
          </Text>
          {mayPublish && (
            <Button
              size="xs"
              variant="light"
              className={styles.wraps ?? ''}
              loading={give.isPending}
              onClick={() => give.mutate(lesson)}
            >
              Give it to {people(open)} after all
            </Button>
          )}
        </Group>
      ))}
      <Text fz="sm" role="status" c={give.error ? 'error' : undefined}>
        {give.error ? sayProblem(give.error) : give.data ? `${people(give.data.people)} will get it next.` : ''}
      </Text>
    </Stack>
  );
}
