import { Badge, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { CourseNav } from '../courses/course-nav.js';
import { draftQuery } from '../courses/draft-query.js';
import { usePresence } from '../courses/use-presence.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { CalendarTab } from './calendar-tab.js';
import { CourseTab } from './course-tab.js';
import { EndTab } from './end-tab.js';
import { PageTab } from './page-tab.js';
import { SavingLine } from './saving-line.js';
import { SettingsContext, useSettingsDesk } from './settings-context.js';
import { SiteTab } from './site-tab.js';

const tabs = [
  { name: 'course', label: 'Course', Panel: CourseTab },
  { name: 'calendar', label: 'Calendar', Panel: CalendarTab },
  { name: 'page', label: 'Sign-up page', Panel: PageTab },
  { name: 'end', label: 'After the end', Panel: EndTab },
  { name: 'site', label: 'On your site', Panel: SiteTab },
] as const;

/** /admin/courses/:slug/settings */
export function Screen() {
  const { slug = '' } = useParams({ strict: false }) as { slug?: string };
  const draft = useQuery(draftQuery(slug));
  return <Loaded query={draft}>{(view) => <CourseSettings key={slug} slug={slug} view={view} />}</Loaded>;
}

function CourseSettings({ slug, view }: { slug: string; view: DraftView }) {
  const place = useSettingsDesk(slug, view);
  const others = usePresence(slug, place.state.view.version, place.state.saving);
  const navigate = useNavigate();
  const { tab = 'course' } = useSearch({ strict: false }) as { tab?: string };
  return (
    <SettingsContext value={place}>
      <PageHead
        title={view.settings.name}
        back={{ to: '/courses', label: 'Courses' }}
        lead={
          <Group gap="md" component="span">
            <span>Settings are saved as you go. Readers notice nothing until you publish.</span>
            {others.map(({ name }) => (
              <Badge key={name} variant="light" color="coral" tt="none" size="lg" component="span">
                {name} is here too
              </Badge>
            ))}
          </Group>
        }
      >
        <SavingLine />
      </PageHead>
      <CourseNav slug={slug} here="Settings" />
      {place.readOnly && <Text mb="md">Your role may look at these settings, and change nothing.</Text>}
      <Tabs
        variant="pills"
        value={tabs.some(({ name }) => name === tab) ? tab : 'course'}
        onChange={(next) => void navigate({ to: '.', search: { tab: next } as never, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {tabs.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name, Panel }) => (
          <Tabs.Panel key={name} value={name}>
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </SettingsContext>
  );
}
