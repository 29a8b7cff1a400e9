import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface PageHeadProps {
  /** The page's only h1, and the window's title. */
  title: string;
  /** One sentence under it. */
  lead?: ReactNode;
  /** Where one comes from. */
  back?: { to: string; label: string; search?: object };
  /** Buttons, at the right. */
  children?: ReactNode;
}

/** The head of every screen. */
export function PageHead({ title, lead, back, children }: PageHeadProps) {
  useDocumentTitle(`${title} · Coursepost`);
  return (
    <Box mb="lg">
      {back && (
        <Anchor fz="sm" renderRoot={(props) => <Link to={back.to} search={back.search ?? {}} {...props} />}>
          <Group gap={2} component="span" display="inline-flex">
            <IconChevronLeft size={14} aria-hidden />
            {back.label}
          </Group>
        </Anchor>
      )}
      <Group justify="space-between" align="flex-end" gap="sm">
        <Title order={1} fz={{ base: 24, sm: 30 }}>
          {title}
        </Title>
        {children && <Group gap="xs">{children}</Group>}
      </Group>
      {lead && (
        <Text c="dimmed" mt={4} maw={680} component="div">
          {lead}
        </Text>
      )}
    </Box>
  );
}
