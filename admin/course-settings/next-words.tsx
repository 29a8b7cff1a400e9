import { TextInput } from '@mantine/core';
import type { NextCourse } from './end-tab.js';
import { useSetting } from './settings-context.js';

/** The sentence that offers the next course. */
export function NextWords({ next }: { next: NextCourse }) {
  const { readOnly, type, commit, put } = useSetting<NextCourse | null>('next');
  const leave = () => ((next.words ?? '').trim() === '' ? put({ course: next.course }) : commit());
  return (
    <TextInput
      label="Words that offer it"
      description="Left empty: “Ready for what comes next?”"
      value={next.words ?? ''}
      readOnly={readOnly}
      maw={480}
      onChange={(event) => type({ ...next, words: event.currentTarget.value })}
      onBlur={leave}
    />
  );
}
