import { Alert, Button, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HouseSettingsView, SettingName } from '../../src/settings/house-settings.schema.js';
import { call } from '../api/call.js';
import { useMay } from '../api/me.js';
import { ApiProblem, faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { houseSettingsQuery } from './house-settings.js';
import { SettingsSection } from './settings-section.js';
import { editOf, typedOf, typedOnto, type TypedSettings } from './typed-settings.js';

const zones = Intl.supportedValuesOf('timeZone').map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));

/** All settings in one form; only what was changed is sent. What was typed stays, whatever goes wrong. */
export function SettingsForm({ view: first }: { view: HouseSettingsView }) {
  /** What the typed changes were made on. */
  const [view, setView] = useState(first);
  const [typed, setTyped] = useState(() => typedOf(view));
  const client = useQueryClient();
  const mayWrite = useMay('settings.write');
  const edit = editOf(typed, view);
  const stand = (saved: HouseSettingsView) => {
    client.setQueryData(houseSettingsQuery.queryKey, saved);
    setView(saved);
  };
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (body: object) => call<HouseSettingsView>('PATCH', '/settings', body),
    onSuccess: (saved) => {
      stand(saved);
      setTyped(typedOf(saved));
      notifications.show({ message: 'Saved. It holds within seconds.' });
    },
    onError: (problem) => {
      if (!(problem instanceof ApiProblem) || !problem.versions) return;
      const theirs = problem.versions.theirs as HouseSettingsView;
      setTyped((before) => typedOnto(before, view, theirs));
      stand(theirs);
    },
  });
  const type = (part: Partial<TypedSettings>) => {
    setTyped((before) => ({ ...before, ...part }));
    if (error) reset();
  };
  const field = (name: SettingName, path: string = name) => ({
    disabled: !mayWrite || view[name].setBy === 'environment',
    error: faultOf(error, path),
  });
  const fixed = (name: SettingName, words: string) =>
    view[name].setBy === 'environment'
      ? `Set by ${view[name].variable} where Coursepost is started; it can be changed there.`
      : words;
  const hasFields = isAboutFields(error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (edit) mutate(edit);
      }}
    >
      <Stack gap="lg">
        <SettingsSection title="Answers and address">
          <TextInput
            label="Answers go to"
            description="Unless a sender or a course names an address of its own. Empty: to the sender."
            inputMode="email"
            value={typed.replyTo}
            onChange={({ currentTarget }) => type({ replyTo: currentTarget.value })}
            {...field('replyTo')}
          />
          <TextInput
            label="Postal address"
            description={fixed(
              'postalAddress',
              'At the foot of every letter and page; the law of most countries wants it.',
            )}
            value={typed.postalAddress}
            onChange={({ currentTarget }) => type({ postalAddress: currentTarget.value })}
            {...field('postalAddress')}
          />
        </SettingsSection>
        <SettingsSection title="Sending">
          <TextInput
            label="Letters per second, at most"
            description={fixed('sendRate', 'Over all workers. What your mail provider allows; empty: the usual.')}
            inputMode="numeric"
            maw={320}
            placeholder={view.sendRate.value === null ? 'No limit' : ''}
            value={typed.sendRate}
            onChange={({ currentTarget }) => type({ sendRate: currentTarget.value })}
            {...field('sendRate')}
          />
          <Radio.Group
            label="When nobody can know whether a letter left"
            description={fixed('inDoubt', 'A connection was cut in the middle of it.')}
            value={typed.inDoubt}
            onChange={(inDoubt) => type({ inDoubt: inDoubt === 'hold' ? 'hold' : 'resend' })}
            error={faultOf(error, 'inDoubt')}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                value="resend"
                label="Send it once more by itself, with the same Message-ID"
                disabled={field('inDoubt').disabled}
              />
              <Radio
                value="hold"
                label="Hold it for one of the team, under Deliveries"
                disabled={field('inDoubt').disabled}
              />
            </Stack>
          </Radio.Group>
        </SettingsSection>
        <SettingsSection title="Keeping">
          <TextInput
            label="Keep letters for so many months"
            description="Then what they were filled with is cleared, and they can no longer be shown; that they were sent stays known. Empty: for ever."
            inputMode="numeric"
            maw={320}
            placeholder="For ever"
            value={typed.keepLettersMonths}
            onChange={({ currentTarget }) => type({ keepLettersMonths: currentTarget.value })}
            {...field('keepLettersMonths')}
          />
        </SettingsSection>
        <SettingsSection title="These pages">
          <Select
            label="Time zone of the admin pages"
            description="Empty: the zone of each person’s own device."
            maw={320}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'The zone of the device' }}
            placeholder="As on the device"
            data={zones}
            value={typed.zone || null}
            onChange={(zone) => type({ zone: zone ?? '' })}
            {...field('zone')}
          />
        </SettingsSection>
        {error && !hasFields && (
          <Alert color="coral" role="alert" title="Not saved yet">
            {sayProblem(error)}
            {error instanceof ApiProblem && error.versions
              ? ' What you typed is still here, beside what they saved: look at it once more, and press Save.'
              : ''}
          </Alert>
        )}
        {mayWrite && (
          <Group gap="sm">
            <Button type="submit" disabled={!edit} loading={isPending}>
              Save
            </Button>
            {edit && (
              <Button variant="subtle" onClick={() => setTyped(typedOf(view))}>
                Back to what is saved
              </Button>
            )}
            {hasFields && (
              <Text c="var(--mantine-color-error)" fz="sm" role="alert">
                Not saved yet: please look at what is marked.
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}
