import { Box, Group, Image, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type CodeBlockEditorProps, useCodeBlockEditorContext } from '@mdxeditor/editor';
import { useEffect, useRef, useState } from 'react';
import { BlockFrame } from './block-frame.js';
import { type ButtonFields, codeOf, fieldsOf, type PictureFields } from './block-nodes.js';
import { pictureAddress, usePictures } from './letter-pictures.js';

/** The fields of a block, kept here while they are typed and written into the lesson at once. */
function useFields<T extends PictureFields | ButtonFields>(code: string): [T, (fields: T) => void] {
  const { setCode } = useCodeBlockEditorContext();
  const [fields, setFields] = useState(() => fieldsOf<T>(code));
  useEffect(() => setFields(fieldsOf<T>(code)), [code]);
  return [
    fields,
    (next) => {
      setFields(next);
      setCode(codeOf(next));
    },
  ];
}

/** A picture in a paragraph of its own, with the words that stand for it. */
export function PictureForm({ code, focusEmitter }: CodeBlockEditorProps) {
  const [{ path, alt }, write] = useFields<PictureFields>(code);
  const { pictures } = usePictures();
  const words = useRef<HTMLTextAreaElement>(null);
  useEffect(() => focusEmitter.subscribe(() => words.current?.focus()), [focusEmitter]);
  const address = pictureAddress(pictures, path);
  return (
    <BlockFrame kind="Picture">
      <Stack gap="xs">
        {address ? (
          <Image src={address} alt="" mah={280} fit="contain" radius="sm" className="lesson-thumb" />
        ) : (
          <Text c="var(--mantine-color-error)" fz="sm">
            There is no picture {path}.
          </Text>
        )}
        <Textarea
          ref={words}
          label="What the picture shows"
          description="For readers who see no pictures. They are many: some programs show none until asked."
          autosize
          value={alt}
          maxLength={400}
          error={alt.trim() === '' ? 'Please say what it shows.' : undefined}
          onChange={(event) => write({ path, alt: event.currentTarget.value.replace(/\n/g, ' ') })}
        />
      </Stack>
    </BlockFrame>
  );
}

/** A button that leads somewhere: one bold link in a paragraph of its own. */
export function ButtonForm({ code, focusEmitter }: CodeBlockEditorProps) {
  const [{ words, url }, write] = useFields<ButtonFields>(code);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => focusEmitter.subscribe(() => first.current?.focus()), [focusEmitter]);
  return (
    <BlockFrame kind="Button">
      <Group grow align="flex-start" gap="sm">
        <TextInput
          ref={first}
          label="Words on it"
          value={words}
          error={words.trim() === '' ? 'A button needs words.' : undefined}
          onChange={(event) => write({ url, words: event.currentTarget.value })}
        />
        <TextInput
          label="Leads to"
          placeholder="https://"
          type="url"
          value={url}
          error={
            /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(url)
              ? undefined
              : 'Expected an address such as https://example.com.'
          }
          onChange={(event) => write({ words, url: event.currentTarget.value.trim() })}
        />
      </Group>
    </BlockFrame>
  );
}

/** Any other fenced block: shown as code in the letter. */
export function CodeForm({ code, focusEmitter }: CodeBlockEditorProps) {
  const { setCode } = useCodeBlockEditorContext();
  const [text, setText] = useState(code);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => focusEmitter.subscribe(() => area.current?.focus()), [focusEmitter]);
  useEffect(() => setText(code), [code]);
  return (
    <BlockFrame kind="Code">
      <Box>
        <Textarea
          ref={area}
          aria-label="Code, shown as it stands"
          autosize
          minRows={2}
          value={text}
          classNames={{ input: 'lesson-code' }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setCode(event.currentTarget.value);
          }}
        />
      </Box>
    </BlockFrame>
  );
}
