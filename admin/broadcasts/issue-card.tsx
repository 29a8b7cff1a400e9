import { ActionIcon, Anchor, Group, Menu, Paper, Text, Title } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { BroadcastItem } from '../../src/broadcasts/broadcast.schema.js';
import { figure } from '../publishing/publish-words.js';
import { When } from '../shell/when.js';
import { plainSubject } from '../courses/course-words.js';
import { IssueState } from './issue-state.js';
import { lastOf, titleOf } from './issue-words.js';
import styles from './broadcasts.module.css';

export interface IssueCardProps {
  issue: BroadcastItem;
  mayWrite: boolean;
  onDuplicate: () => void;
  onDelete: () => void;
}

/** One issue of the list: how it stands, who gets it, when, how many. */
export function IssueCard({ issue, mayWrite, onDuplicate, onDelete }: IssueCardProps) {
  const { id, state, audience, planned } = issue;
  const title = plainSubject(titleOf(issue));
  const last = lastOf(issue);
  const path = state === 'draft' ? `/newsletter/${id}` : `/newsletter/${id}/send`;
  return (
    <Paper component="li" withBorder p="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div className={styles.words ?? ''}>
          <Group gap="xs" mb={2}>
            <Title order={2} fz="md" className={styles.words ?? ''}>
              <Anchor inherit renderRoot={(props) => <Link to={path} {...props} />}>
                {title}
              </Anchor>
            </Title>
            <IssueState state={state} />
          </Group>
          <Text fz="sm" c="dimmed">
            {audience}
            {state === 'draft' || state === 'scheduled' ? '' : ` · ${figure(planned)} letters`} · {last.words}{' '}
            <When at={last.at} />
          </Text>
        </div>
        {mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for “${title}”`}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={onDuplicate}>
                Write a new one from it
              </Menu.Item>
              {state === 'draft' && (
                <Menu.Item color="coral" leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}>
                  Delete this draft
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
    </Paper>
  );
}
