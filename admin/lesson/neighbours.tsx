import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { type Letter } from './letter-words.js';

/** The ways to the letters before and after, the completion letter last of all. */
export function Neighbours({ slug, letter, view }: { slug: string; letter: Letter; view: DraftView }) {
  const letters = [
    ...view.lessons.map(({ key, subject }, place) => ({
      key,
      path: `lessons/${key}`,
      name: `Day ${place + 1}: ${subject}`,
    })),
    { key: null, path: 'completion', name: 'Completion letter' },
  ];
  const here = letters.findIndex(({ key }) => key === (letter.kind === 'lesson' ? letter.key : null));
  const way = (to: (typeof letters)[number] | undefined, words: string) =>
    to ? (
      <Anchor fz="sm" renderRoot={(props) => <Link to={`/courses/${slug}/${to.path}`} {...props} />}>
        {words} {to.name}
      </Anchor>
    ) : (
      <span />
    );
  return (
    <Group component="nav" aria-label="Other letters" justify="space-between" mt="lg" gap="sm">
      {way(letters[here - 1], 'Before:')}
      {way(letters[here + 1], 'After:')}
    </Group>
  );
}
