import { Stack, Title } from '@mantine/core';
import type { Comparison } from '../../src/revisions/revision.schema.js';
import { plainSubject } from './publish-words.js';
import styles from './publishing.module.css';

type Line = Comparison['texts'][number]['lines'][number];
const around = 2;

/** The words of two revisions, line by line. */
export function ComparisonView({ texts }: { texts: Comparison['texts'] }) {
  return (
    <Stack gap="md">
      {texts.map(({ lesson, subject, lines }) => (
        <section key={lesson ?? ''}>
          <Title order={3} fz="sm" mb={4}>
            {plainSubject(subject)}
          </Title>
          <pre className={styles.lines} tabIndex={0} aria-label={`Lines of ${plainSubject(subject)}`}>
            {near(lines).map((line, index) => (
              <TextLine key={index} line={line} />
            ))}
          </pre>
        </section>
      ))}
    </Stack>
  );
}

function TextLine({ line }: { line: Line | null }) {
  if (line === null) return <span className={styles.line}>⋯</span>;
  const sign = { same: ' ', removed: '−', added: '+' }[line.kind];
  const look = { same: '', removed: styles.removed, added: styles.added }[line.kind];
  return (
    <span className={`${styles.line ?? ''} ${look ?? ''}`}>
      {sign} {line.text}
    </span>
  );
}

/** What is different with two lines around it; null stands for a stretch that is the same. */
function near(lines: readonly Line[]): Array<Line | null> {
  const kept = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, index) => (kept[index] ? [line] : index > 0 && kept[index - 1] ? [null] : []));
}
