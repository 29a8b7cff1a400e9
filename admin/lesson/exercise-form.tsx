import { ActionIcon, Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type CodeBlockEditorProps, useCodeBlockEditorContext } from '@mdxeditor/editor';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { BlockFrame } from './block-frame.js';
import { exerciseFaults, readFields, writeCues, writeField } from './exercise-yaml.js';
import { PictureSelect } from './picture-select.js';
import { sentence } from './sentence.js';

const mostCues = 8;

/** An exercise of a lesson, as a form. Only the lines of the YAML that say something else are written anew. */
export function ExerciseForm({ code, focusEmitter }: CodeBlockEditorProps) {
  const { setCode } = useCodeBlockEditorContext();
  const [yaml, setYaml] = useState(code);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => focusEmitter.subscribe(() => first.current?.focus()), [focusEmitter]);
  useEffect(() => setYaml(code), [code]);
  const write = (next: string) => {
    setYaml(next);
    setCode(next.replace(/\n$/, ''));
  };
  const fields = readFields(yaml);
  const faults = exerciseFaults(yaml);

  if (!fields) {
    return (
      <BlockFrame kind="Exercise">
        <Alert color="coral" mb="xs">
          This exercise says something its form does not know. Here is its source.
        </Alert>
        <Textarea
          aria-label="Source of the exercise"
          autosize
          minRows={4}
          value={yaml}
          onChange={(event) => write(event.currentTarget.value)}
          error={Object.entries(faults).map(([field, says]) => `${field} ${says}`.trim())[0]}
          classNames={{ input: 'lesson-code' }}
        />
      </BlockFrame>
    );
  }
  return (
    <BlockFrame kind="Exercise">
      <Stack gap="xs">
        <Group grow align="flex-start" gap="sm">
          <TextInput
            ref={first}
            label="Name"
            value={fields.name}
            maxLength={80}
            error={sentence(faults.name)}
            onChange={(event) => write(writeField(yaml, 'name', event.currentTarget.value))}
          />
          <TextInput
            label="Dose"
            placeholder="2 × 12 each side"
            value={fields.dose}
            maxLength={160}
            error={sentence(faults.dose)}
            onChange={(event) => write(writeField(yaml, 'dose', event.currentTarget.value))}
          />
        </Group>
        <PictureSelect
          label="Picture"
          clearable
          value={fields.picture}
          error={sentence(faults.picture)}
          onChange={(path) => write(writeField(path === '' ? writeField(yaml, 'alt', '') : yaml, 'picture', path))}
        />
        {fields.picture !== '' && (
          <Textarea
            label="What the picture shows"
            description="For readers who see no pictures."
            autosize
            value={fields.alt}
            maxLength={400}
            error={sentence(faults.alt)}
            onChange={(event) => write(writeField(yaml, 'alt', event.currentTarget.value))}
          />
        )}
        <Cues cues={fields.cues} faults={faults} onChange={(cues) => write(writeCues(yaml, cues))} />
        <Textarea
          label="Common mistake"
          autosize
          value={fields.mistake}
          maxLength={500}
          error={sentence(faults.mistake)}
          onChange={(event) => write(writeField(yaml, 'mistake', event.currentTarget.value))}
        />
      </Stack>
    </BlockFrame>
  );
}

interface CuesProps {
  cues: string[];
  faults: Record<string, string>;
  onChange: (cues: string[]) => void;
}

function Cues({ cues, faults, onChange }: CuesProps) {
  const list = useRef<HTMLDivElement>(null);
  const focus = (place: number) =>
    setTimeout(() =>
      list.current?.querySelectorAll<HTMLTextAreaElement>('textarea:not([aria-hidden])')[place]?.focus(),
    );
  const add = (place: number) => {
    if (cues.length >= mostCues) return;
    onChange([...cues.slice(0, place), '', ...cues.slice(place)]);
    focus(place);
  };
  return (
    <Stack gap={6} ref={list} role="group" aria-label="Cues">
      {cues.map((cue, place) => (
        <Group key={place} gap="xs" wrap="nowrap" align="flex-start">
          <Textarea
            flex={1}
            aria-label={`Cue ${place + 1}`}
            leftSection={place + 1}
            autosize
            value={cue}
            maxLength={300}
            error={sentence(faults[`cues ${place + 1}`])}
            onChange={(event) =>
              onChange(cues.map((each, other) => (other === place ? event.currentTarget.value : each)))
            }
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(place + 1);
            }}
          />
          <ActionIcon
            mt={5}
            variant="subtle"
            color="gray"
            aria-label={`Remove cue ${place + 1}`}
            disabled={cues.length === 1}
            onClick={() => {
              onChange(cues.filter((_, other) => other !== place));
              focus(Math.max(place - 1, 0));
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={cues.length >= mostCues}
        onClick={() => add(cues.length)}
        style={{ alignSelf: 'flex-start' }}
      >
        Add a cue
      </Button>
    </Stack>
  );
}
