import { Group, Table, Text } from '@mantine/core';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { Section } from '../shell/section.js';
import { dateWords, figure } from './publish-words.js';
import styles from './publishing.module.css';

export interface DaysChartProps {
  days: NonNullable<ImpactView['outcome']>['days'];
  zone: string;
}

/** Letters of the next seven days, before and after: bars, and the figures under them in words. */
export function DaysChart({ days, zone }: DaysChartProps) {
  const most = Math.max(1, ...days.flatMap(({ before, after }) => [before, after]));
  const height = (count: number) => `${Math.round((count / most) * 100)}%`;
  return (
    <Section
      title="The next seven days"
      lead={`Letters of this course to the people who are in it now. Days as in ${zone}.`}
    >
      <div className={styles.chart} aria-hidden>
        {days.map(({ date, before, after }) => (
          <div key={date} className={styles.day}>
            <div className={styles.bars}>
              <div className={styles.before} style={{ height: height(before) }} />
              <div className={styles.after} style={{ height: height(after) }} />
            </div>
          </div>
        ))}
      </div>
      <Table.ScrollContainer minWidth={280} type="native">
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Day</Table.Th>
              <Table.Th scope="col">
                <Key kind={styles.before}>As it is</Key>
              </Table.Th>
              <Table.Th scope="col">
                <Key kind={styles.after}>Published</Key>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map(({ date, before, after }) => (
              <Table.Tr key={date}>
                <Table.Th scope="row" fw={400}>
                  {dateWords(date)}
                </Table.Th>
                <Table.Td>{figure(before)}</Table.Td>
                <Table.Td>
                  <Text span fz="sm" fw={after === before ? 400 : 700}>
                    {figure(after)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

function Key({ kind, children }: { kind: string | undefined; children: string }) {
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <span className={`${styles.key ?? ''} ${kind ?? ''}`} aria-hidden />
      {children}
    </Group>
  );
}
