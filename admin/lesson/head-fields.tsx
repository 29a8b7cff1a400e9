import { Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { LetterWords, Words } from './merge-words.js';
import { MergeFieldMenu } from './merge-field-menu.js';
import { sentence } from './sentence.js';
import type { DeskState } from './words-desk.js';

export interface HeadFieldsProps {
  words: Words;
  faults: DeskState['faults'];
  /** The completion letter has neither wait nor minutes; the first lesson waits for nothing. */
  kind: 'first-lesson' | 'lesson' | 'completion';
  readOnly: boolean;
  onWrite: (some: Partial<Words>) => void;
}

/** What stands above the words of a course's letter. */
export function HeadFields({ words, faults, kind, readOnly, onWrite }: HeadFieldsProps) {
  return (
    <Stack gap="sm">
      <SubjectFields words={words} faults={faults} readOnly={readOnly} onWrite={onWrite} />
      {kind !== 'completion' && (
        <Group gap="sm" grow maw={420} align="flex-start">
          <NumberInput
            label="Days to wait"
            description={kind === 'first-lesson' ? 'The first lesson waits for nothing.' : 'Since the lesson before.'}
            min={1}
            max={90}
            allowDecimal={false}
            clampBehavior="none"
            disabled={kind === 'first-lesson'}
            readOnly={readOnly}
            value={words.waitDays}
            error={sentence(faults.waitDays)}
            onChange={(waitDays) => typeof waitDays === 'number' && onWrite({ waitDays })}
          />
          <NumberInput
            label="Minutes"
            description="How long it takes the reader."
            min={1}
            max={240}
            allowDecimal={false}
            clampBehavior="none"
            readOnly={readOnly}
            value={words.minutes ?? ''}
            error={sentence(faults.minutes)}
            onChange={(minutes) => onWrite({ minutes: typeof minutes === 'number' ? minutes : null })}
          />
        </Group>
      )}
    </Stack>
  );
}

interface SubjectFieldsProps {
  words: Pick<LetterWords, 'subject' | 'preheader'>;
  faults: { subject?: string; preheader?: string };
  readOnly: boolean;
  onWrite: (some: { subject: string } | { preheader: string }) => void;
}

/** The two lines that an inbox shows of any letter. */
export function SubjectFields({ words, faults, readOnly, onWrite }: SubjectFieldsProps) {
  return (
    <>
      <Line
        label="Subject"
        value={words.subject}
        error={sentence(faults.subject)}
        readOnly={readOnly}
        required
        onChange={(subject) => onWrite({ subject })}
      />
      <Line
        label="Preheader"
        description="The line after the subject in a list of mails."
        value={words.preheader}
        error={sentence(faults.preheader)}
        readOnly={readOnly}
        onChange={(preheader) => onWrite({ preheader })}
      />
    </>
  );
}

interface LineProps {
  label: string;
  description?: string;
  value: string;
  error: string | undefined;
  readOnly: boolean;
  required?: boolean;
  onChange: (value: string) => void;
}

/** One line of words, into which the reader's name can be put where the caret stands. */
function Line({ onChange, value, readOnly, ...rest }: LineProps) {
  const input = useRef<HTMLInputElement>(null);
  const insert = (field: string) => {
    const at = input.current?.selectionStart ?? value.length;
    onChange(value.slice(0, at) + field + value.slice(input.current?.selectionEnd ?? at));
  };
  return (
    <TextInput
      {...rest}
      ref={input}
      value={value}
      readOnly={readOnly}
      withAsterisk={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={readOnly ? null : <MergeFieldMenu small onInsert={insert} />}
    />
  );
}
