import { Grid, Stack } from '@mantine/core';
import { PagePicture } from './page-picture.js';
import { PagePreview } from './page-preview.js';
import { PromisesField } from './promises-field.js';
import { Section } from '../shell/section.js';
import { WordsSetting } from './setting-fields.js';

/** The page on which people sign up, and beside it the page itself. */
export function PageTab() {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack>
          <Section title="What people read first">
            <WordsSetting path="page.headline" label="Headline" most={140} emptyIsDefault />
            <WordsSetting path="page.lead" label="Under it" most={600} long emptyIsDefault />
            <WordsSetting
              path="page.time"
              label="How long it takes"
              hint="Such as “Five minutes a day, fourteen days”."
              most={100}
            />
            <PromisesField />
          </Section>
          <Section title="Picture">
            <PagePicture />
          </Section>
          <Section
            title="What people agree to"
            lead="Kept word for word with each person’s sign-up. People who are in the course agreed to the words of their day."
          >
            <WordsSetting path="page.consent" label="With the sign-up" most={300} long emptyIsDefault />
            <WordsSetting path="page.newsletter" label="Beside the newsletter box" most={300} long emptyIsDefault />
            <WordsSetting path="page.privacy" label="About privacy" most={400} long emptyIsDefault />
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <PagePreview />
      </Grid.Col>
    </Grid>
  );
}
