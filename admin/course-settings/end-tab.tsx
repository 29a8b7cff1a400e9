import { Anchor, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Section } from '../shell/section.js';
import { Clash } from './setting-fields.js';
import { useSetting, useSettings } from './settings-context.js';
import { siteQuery } from './site-query.js';
import { NextWords } from './next-words.js';

export interface NextCourse {
  course: string;
  words?: string;
}

/** What happens when somebody has had every lesson. */
export function EndTab() {
  const { slug, state } = useSettings();
  return (
    <Stack>
      <Section title="The last letter" lead="Comes in the morning after the last lesson.">
        <Text>
          “{state.view.completion.subject}” ·{' '}
          <Anchor
            underline="always"
            renderRoot={(props) => <Link to={`/courses/${slug}/completion` as string} {...props} />}
          >
            write the last letter
          </Anchor>
        </Text>
      </Section>
      <Section
        title="What follows"
        lead="Another course, offered in the last letter and on the reader’s page. It begins only when the reader presses the button, and confirms it like any other sign-up."
      >
        <NextCourseField />
      </Section>
    </Stack>
  );
}

function NextCourseField() {
  const { slug } = useSettings();
  const { data: site } = useQuery(siteQuery(slug));
  const { value, fault, readOnly, put } = useSetting<NextCourse | null>('next');
  const [none] = useState('');
  const known = site?.others ?? [];
  const missing = value && !known.some((course) => course.slug === value.course) ? [value.course] : [];
  return (
    <>
      <Select
        label="Offer this course at the end"
        description={
          site && known.length === 0 ? 'There is no other published course yet.' : 'Only courses that are published.'
        }
        data={[
          { value: none, label: 'None' },
          ...known.map((course) => ({ value: course.slug, label: course.name })),
          ...missing.map((course) => ({ value: course, label: `${course} (not published)` })),
        ]}
        allowDeselect={false}
        value={value?.course ?? none}
        error={fault}
        readOnly={readOnly}
        maw={480}
        onChange={(course) => put(course ? { ...value, course } : null)}
      />
      {value && <NextWords next={value} />}
      <Clash path="next" />
    </>
  );
}
