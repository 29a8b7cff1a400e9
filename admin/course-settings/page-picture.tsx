import { Button, FileButton, Group, Image, Input, Select, Stack, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { UploadedPicture } from '../../src/courses/picture-upload.schema.js';
import { call } from '../api/call.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { draftQuery, sendEdits } from './draft-call.js';
import { Clash } from './setting-fields.js';
import { useSetting, useSettings } from './settings-context.js';

type Picture = { file: string; alt: string };

/** The picture beside the headline. Whoever cannot see it hears its words, so they are asked for. */
export function PagePicture() {
  const { slug, state } = useSettings();
  const { value, fault, readOnly, type, commit, put } = useSetting<Picture | null>('page.picture');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const { pictures, version } = state.view;
  const shown = pictures.find(({ path }) => path === value?.file);

  /** Nothing is saved before it has words: the alt text is typed next. */
  function choose(file: string | null) {
    if (file === null) return put(null);
    const picture = { file, alt: value?.alt ?? '' };
    if (picture.alt.trim() === '') type(picture);
    else put(picture);
  }

  async function upload(file: File | null) {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    try {
      const headers = { 'Content-Type': file.type, 'X-File-Name': encodeURIComponent(file.name) };
      const { path, hash } = await call<UploadedPicture>('POST', `/courses/${slug}/pictures`, file, { headers });
      const saved = await sendEdits(slug, { version, edits: [{ kind: 'picture.add', path, hash }] });
      queries.setQueryData(draftQuery(slug).queryKey, saved);
      choose(path);
    } catch (error) {
      setProblem(faultOf(error, 'picture') ?? sayProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="sm">
      {shown && <Image src={`/pictures/${shown.hash}`} alt="" mah={160} w="auto" fit="contain" radius="sm" />}
      <Group align="flex-end" gap="sm">
        <Select
          flex={1}
          label="Picture of the course"
          placeholder="None"
          data={pictures.map(({ path }) => ({ value: path, label: path.replace(/^pictures\//, '') }))}
          value={value?.file ?? null}
          readOnly={readOnly}
          clearable={!readOnly}
          clearButtonProps={{ 'aria-label': 'No picture' }}
          onChange={choose}
        />
        {!readOnly && (
          <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={(file) => void upload(file)}>
            {(props) => (
              <Button {...props} variant="default" loading={busy} leftSection={<IconUpload size={16} aria-hidden />}>
                Upload one
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {problem && <Input.Error role="alert">{problem}</Input.Error>}
      {value && (
        <Textarea
          label="What it shows"
          description="In words, for those who do not see it."
          autosize
          minRows={2}
          required
          value={value.alt}
          readOnly={readOnly}
          error={fault ?? (value.alt.trim() === '' ? 'Please say what it shows; then it is saved.' : null)}
          onChange={(event) => type({ ...value, alt: event.currentTarget.value })}
          onBlur={() => value.alt.trim() !== '' && commit()}
        />
      )}
      <Clash path="page.picture" />
    </Stack>
  );
}
