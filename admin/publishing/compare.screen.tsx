import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { Section } from '../shell/section.js';
import { ComparisonView } from './comparison-view.js';
import { plainSubject } from './publish-words.js';
import styles from './publishing.module.css';
import { comparisonQuery, newestRevisionQuery } from './revision-query.js';

/** Any two revisions side by side. */
export function Screen() {
  const { slug = '', from = '', to = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const newest = useQuery(newestRevisionQuery(slug));
  const comparison = useQuery(comparisonQuery(slug, Number(from), Number(to)));
  const numbers = Array.from({ length: newest.data ?? 0 }, (_, index) => String((newest.data ?? 0) - index));
  const select = (label: string, value: string, path: (chosen: string) => string) => (
    <NativeSelect
      label={label}
      value={value}
      data={(numbers.includes(value) ? numbers : [value, ...numbers]).map((number) => ({
        value: number,
        label: `Revision ${number}`,
      }))}
      onChange={(event) => void navigate({ to: path(event.currentTarget.value), replace: true })}
    />
  );
  return (
    <>
      <PageHead
        title="Compare revisions"
        lead="Choose any two. What was taken out is marked with −, what came in with +."
        back={{ to: `/courses/${slug}/history`, label: 'History' }}
      />
      <Stack gap="lg">
        <Group align="flex-end">
          {select('From', from, (chosen) => `/courses/${slug}/compare/${chosen}/${to}`)}
          {select('To', to, (chosen) => `/courses/${slug}/compare/${from}/${chosen}`)}
        </Group>
        <Loaded query={comparison}>
          {({ changes, texts }) => (
            <>
              <Section title={`From revision ${from} to revision ${to}`}>
                <div role="status">
                  {changes.length === 0 ? (
                    <Text fz="sm">
                      {from === to ? 'This is the same revision twice.' : 'No reader would notice a difference.'}
                    </Text>
                  ) : (
                    <ul className={styles.lined}>
                      {changes.map(({ kind, about, what }) => (
                        <Text component="li" fz="sm" key={`${kind} ${about} ${what}`}>
                          <b>{plainSubject(about)}</b>: {what}
                        </Text>
                      ))}
                    </ul>
                  )}
                </div>
              </Section>
              {texts.length > 0 && (
                <Section title="The words">
                  <ComparisonView texts={texts} />
                </Section>
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
