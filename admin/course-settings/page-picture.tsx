import { Button, FileButton, Group, Image, Select, Stack, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useCoursePictures } from '../lesson/use-course-pictures.js';
import { Clash } from './setting-fields.js';
import { useSetting, useSettings } from './settings-context.js';

type Picture = { file: string; alt: string };

/** The picture beside the headline. Whoever cannot see it hears its words, so they are asked for. */
export function PagePicture() {
  const { slug, state } = useSettings();
  const { value, fault, readOnly, type, commit, put } = useSetting<Picture | null>('page.picture');
  const { pictures, add, busy } = useCoursePictures(slug, state.view);
  const shown = pictures.find(({ path }) => path === value?.file);

  /** Nothing is saved before it has words: the alt text is typed next. */
  function choose(file: string | null) {
    if (file === null) return put(null);
    const picture = { file, alt: value?.alt ?? '' };
    if (picture.alt.trim() === '') type(picture);
    else put(picture);
  }

  async function upload(file: File | null) {
    const path = file && (await add(file));
    if (path) choose(path);
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
