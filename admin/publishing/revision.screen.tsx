import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RevisionView } from '../../src/revisions/revision.schema.js';
import { useMay } from '../api/me.js';
import { ButtonLink } from '../shell/button-link.js';
import { Loaded } from '../shell/loaded.js';
import { momentOf } from '../shell/moment.js';
import { PageHead } from '../shell/page-head.js';
import { Section } from '../shell/section.js';
import { PublishAgain } from './publish-again.js';
import styles from './publishing.module.css';
import { RevisionLessons } from './revision-lessons.js';
import { revisionQuery } from './revision-query.js';

/** One revision, whole, as it was published. */
export function Screen() {
  const { slug = '', number = '' } = useParams({ strict: false });
  const revision = useQuery(revisionQuery(slug, Number(number)));
  return (
    <Loaded query={revision} lines={8}>
      {(view) => <Revision key={view.number} slug={slug} view={view} />}
    </Loaded>
  );
}

function Revision({ slug, view }: { slug: string; view: RevisionView }) {
  const mayWrite = useMay('courses.write');
  const { number, publishedAt, author, note, current, changes, earlier, later, settings } = view;
  const history = `/courses/${slug}/history`;
  return (
    <>
      <PageHead
        title={`Revision ${number}`}
        lead={`Published ${momentOf(publishedAt)} by ${author}. Nothing in it ever changes.`}
        back={{ to: history, label: 'History' }}
      >
        {current && (
          <Badge variant="light" size="lg">
            Readers get this
          </Badge>
        )}
        {earlier !== null && (
          <ButtonLink to={`/courses/${slug}/compare/${earlier}/${number}`}>Compare with another</ButtonLink>
        )}
        {!current && mayWrite && <PublishAgain slug={slug} number={number} />}
      </PageHead>
      <Stack gap="lg">
        <Section title="What was different" lead="As against the revision before.">
          {note && <Text>{note}</Text>}
          <ul className={styles.lined}>
            {changes.map((change) => (
              <Text component="li" fz="sm" key={change}>
                {change}
              </Text>
            ))}
          </ul>
        </Section>
        <Section title="Lessons" lead="In their order. Open one to read its words and to see its letter.">
          <RevisionLessons slug={slug} view={view} />
        </Section>
        <Section title="Settings">
          <dl className={styles.facts}>
            {settings.map(({ about, says }) => (
              <div key={about}>
                <Text component="dt" fz="sm" c="dimmed">
                  {about}
                </Text>
                <Text component="dd" fz="sm">
                  {says}
                </Text>
              </div>
            ))}
          </dl>
        </Section>
        <Group component="nav" aria-label="Other revisions" justify="space-between">
          {earlier !== null ? (
            <ButtonLink to={`${history}/${earlier}`}>Revision {earlier}, before it</ButtonLink>
          ) : (
            <span />
          )}
          {later !== null && <ButtonLink to={`${history}/${later}`}>Revision {later}, after it</ButtonLink>}
        </Group>
      </Stack>
    </>
  );
}
