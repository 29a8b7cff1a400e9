import { Button, Code, CopyButton, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { EmbedPreview } from './embed-preview.js';
import { Section } from '../shell/section.js';
import { useSettings } from './settings-context.js';
import { siteQuery } from './site-query.js';

/** The sign-up form on other sites. */
export function SiteTab() {
  const { slug } = useSettings();
  const site = useQuery(siteQuery(slug));
  return (
    <Loaded query={site}>
      {({ embed, url }) =>
        embed === null ? (
          <Empty title="Publish the course first">Then its sign-up form can stand on your own site, too.</Empty>
        ) : (
          <Stack>
            <Section
              title="A form that fits in"
              lead="Paste this where the form is to appear. It uses no cookies, knows the reader’s time zone, and is light or dark like your page."
            >
              <CodeToCopy
                code={embed.script}
                what="the form that fits in"
                note="Follows every later publish by itself."
              />
              <EmbedPreview script={embed.script} />
            </Section>
            <Section
              title="Plain HTML"
              lead="For sites that allow no scripts, or when you want to dress it yourself. Afterwards people land on our page."
            >
              <CodeToCopy
                code={embed.form}
                what="the plain form"
                note="After you have changed its words here, paste it again."
              />
            </Section>
            <Section title="A link" lead="For posts, profiles and printed pages.">
              <CodeToCopy code={url} what="the link" note="Goes on working when the address changes." />
            </Section>
          </Stack>
        )
      }
    </Loaded>
  );
}

function CodeToCopy({ code, what, note }: { code: string; what: string; note: string }) {
  return (
    <div>
      <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': what }}>
        <Code block>{code.trim()}</Code>
      </ScrollArea.Autosize>
      <Group mt="xs">
        <CopyButton value={code} timeout={3000}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              aria-label={`Copy ${what}`}
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Text fz="sm" c="dimmed">
          {note}
        </Text>
      </Group>
    </div>
  );
}
