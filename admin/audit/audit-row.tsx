import { Group, Table, Text } from '@mantine/core';
import type { AuditLine } from '../../src/accounts/audit-log.schema.js';
import { momentOf } from '../shell/moment.js';
import { actionWords, actorName, differences, subjectWords } from './audit-words.js';
import classes from './audit.module.css';

/** One change: who, what, when; what stood there and what stands there now is unfolded. */
export function AuditRow({ line }: { line: AuditLine }) {
  const changes = differences(line);
  const head = (
    <Group justify="space-between" gap="xs" component="span" display="inline-flex" w="calc(100% - 20px)">
      <span>
        <Text span fw={600}>
          {actorName(line)}
        </Text>{' '}
        {actionWords(line.action)}{' '}
        <Text span fw={500}>
          {subjectWords(line)}
        </Text>
      </span>
      <Text span fz="sm" c="dimmed">
        <time dateTime={line.at}>{momentOf(line.at)}</time>
      </Text>
    </Group>
  );
  return (
    <li className={classes.row}>
      {changes.length === 0 ? (
        <div className={classes.plain}>{head}</div>
      ) : (
        <details>
          <summary>{head}</summary>
          <Table.ScrollContainer minWidth={280} mt="xs">
            <Table withRowBorders={false} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">What</Table.Th>
                  <Table.Th scope="col">Before</Table.Th>
                  <Table.Th scope="col">After</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {changes.map(([name, was, is]) => (
                  <Table.Tr key={name}>
                    <Table.Th scope="row">{name}</Table.Th>
                    <Table.Td className={classes.value}>{was ?? '–'}</Table.Td>
                    <Table.Td className={classes.value}>{is ?? '–'}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </details>
      )}
    </li>
  );
}
