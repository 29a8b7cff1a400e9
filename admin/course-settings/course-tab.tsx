import { Stack } from '@mantine/core';
import { AddressField } from './address-field.js';
import { Section } from '../shell/section.js';
import { SenderField } from './sender-field.js';
import { SwitchSetting, WordsSetting } from './setting-fields.js';

/** What the course is called, who writes it, and whether it is open. */
export function CourseTab() {
  return (
    <Stack>
      <Section title="The course">
        <WordsSetting path="name" label="Name" most={120} required />
        <WordsSetting
          path="description"
          label="Description"
          hint="One or two sentences, for the list of courses and for search engines."
          most={160}
          long
        />
        <AddressField />
      </Section>
      <Section title="The author">
        <WordsSetting path="author.name" label="Name of the author" most={100} emptyIsDefault />
        <WordsSetting path="author.about" label="About the author" hint="Stands on the sign-up page." most={600} long />
        <SenderField />
        <WordsSetting
          path="reply_to"
          label="Where answers go"
          hint="Readers answer lessons. Left empty, answers go where those to its sender go."
          emptyIsDefault
        />
      </Section>
      <Section title="Open or closed">
        <SwitchSetting
          path="signups"
          words={['open', 'closed']}
          label="People may sign up"
          hint="Closed: the page says so, and people who are in the course go on."
        />
        <SwitchSetting
          path="more_coming"
          label="More lessons are coming"
          hint="People who have had every lesson wait for the next one instead of finishing."
        />
        <SwitchSetting
          path="tracking"
          label="Count opens and clicks"
          hint="Off is kinder, and honest: many mail programs open letters by themselves. “I did it” marks are counted always."
        />
      </Section>
    </Stack>
  );
}
