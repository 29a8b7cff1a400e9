import { Alert, Button, Group, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { settingIn, type SettingPath } from './setting-path.js';
import { useSetting, useSettings } from './settings-context.js';

interface WordsProps {
  path: SettingPath;
  label: string;
  hint?: ReactNode;
  /** At most so many characters, as course.yaml takes them; said beside the field once it gets close. */
  most?: number;
  /** Several lines of the screen; still one paragraph. */
  long?: boolean;
  /** Left empty, the house's own words stand there. */
  emptyIsDefault?: boolean;
  required?: boolean;
}

/** Words of the author: saved when the field is left, or by Enter. */
export function WordsSetting({ path, label, hint, most, long, emptyIsDefault, required }: WordsProps) {
  const { value, fault, readOnly, type, commit, put } = useSetting<string | null>(path);
  const shown = value ?? '';
  const left = most === undefined ? null : most - shown.length;
  const close = left !== null && left < most! * 0.15 ? ` ${left < 0 ? `${-left} too many` : `${left} left`}.` : '';
  const leave = () => (shown.trim() === '' && emptyIsDefault ? put(null) : commit());
  const shared = {
    label,
    description: hint || close ? `${typeof hint === 'string' ? hint : ''}${close}` : undefined,
    value: shown,
    error: fault,
    readOnly,
    required: required ?? false,
    onChange: (event: { currentTarget: { value: string } }) => type(event.currentTarget.value),
    onBlur: leave,
  };
  return (
    <>
      {long ? (
        <Textarea {...shared} autosize minRows={2} />
      ) : (
        <TextInput {...shared} onKeyDown={(event) => event.key === 'Enter' && leave()} />
      )}
      <Clash path={path} />
    </>
  );
}

interface SwitchProps {
  path: SettingPath;
  label: string;
  hint: string;
  /** What the two positions are called in course.yaml. */
  words?: readonly [on: string, off: string];
}

export function SwitchSetting({ path, label, hint, words }: SwitchProps) {
  const { value, fault, readOnly, put } = useSetting<boolean | string>(path);
  const [on, off] = words ?? [true, false];
  return (
    <>
      <Switch
        label={label}
        description={hint}
        checked={value === on}
        disabled={readOnly}
        error={fault}
        onChange={(event) => put(event.currentTarget.checked ? on : off)}
      />
      <Clash path={path} />
    </>
  );
}

/** Two people wrote the same setting: both are shown, one is chosen. */
export function Clash({ path }: { path: SettingPath }) {
  const { desk, state } = useSettings();
  const who = state.clashes.get(path);
  if (who === undefined) return null;
  const theirs = settingIn(state.view.settings, path);
  return (
    <Alert color="coral" role="alert" title={`${who} changed this while you were typing`}>
      It says now: “{typeof theirs === 'string' ? theirs : JSON.stringify(theirs)}”
      <Group mt="sm" gap="xs">
        <Button size="xs" onClick={() => desk.settle(path, 'theirs')}>
          Take theirs
        </Button>
        <Button size="xs" variant="default" onClick={() => desk.settle(path, 'mine')}>
          Keep mine
        </Button>
      </Group>
    </Alert>
  );
}
