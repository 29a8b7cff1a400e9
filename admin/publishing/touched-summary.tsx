import { Alert, Group, Stack, Text } from '@mantine/core';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { When } from '../shell/when.js';
import { effectSentences, figure, people } from './publish-words.js';
import styles from './publishing.module.css';

/** Whom the publish touches, in words: once it is reckoned, and once its questions are answered. */
export function TouchedSummary({ view }: { view: ImpactView }) {
  const { asOf, underway, overdue, readers, outcome, revision } = view;
  if (revision === null)
    return (
      <Alert color="sea" title="This course goes out for the first time" role="status">
        Nobody is in it yet. From then on people can sign up.
      </Alert>
    );
  if (overdue)
    return (
      <Alert color="sea" title="The numbers are not there yet" role="status">
        They take longer than a minute: perhaps no worker is running, which Today says. You can wait, or publish without
        the numbers. Your answers hold for everybody just the same.
      </Alert>
    );
  if (asOf === null || readers === null)
    return (
      <Alert color="sea" title="Reckoning what this does to your readers" role="status">
        {underway === null || underway === 0
          ? 'There are many of them; it takes some seconds. You need not wait here.'
          : `${figure(underway)} people looked at so far. You need not wait here.`}
      </Alert>
    );
  return (
    <Alert color="sea" role="status" title={`${people(readers)} in mid-course`}>
      <Stack gap={4}>
        {outcome ? (
          <Touched outcome={outcome} />
        ) : (
          <Text fz="sm">
            What happens to them hangs on what you decide below. The figures, the letters of the next days and some real
            people are shown once you have.
          </Text>
        )}
        <Text fz="sm" c="dimmed">
          Exact as of <When at={asOf} />
          {underway === null ? '' : ', and being reckoned anew'}. People who join later are not among them.
        </Text>
      </Stack>
    </Alert>
  );
}

function Touched({ outcome: { touched, effects } }: { outcome: NonNullable<ImpactView['outcome']> }) {
  const sentences = effectSentences(effects);
  return (
    <>
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
    </>
  );
}
