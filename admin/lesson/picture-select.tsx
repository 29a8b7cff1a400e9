import { Button, FileButton, Group, Image, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { pictureAddress, usePictures } from './letter-pictures.js';

export interface PictureSelectProps {
  label: string;
  /** A path of the course; '': none. */
  value: string;
  onChange: (path: string) => void;
  /** Offers "no picture". */
  clearable?: boolean;
  error?: string | undefined;
}

/** One of the course's pictures, or one from this computer. */
export function PictureSelect({ label, value, onChange, clearable = false, error }: PictureSelectProps) {
  const { pictures, add, busy } = usePictures();
  const paths = pictures.map(({ path }) => path);
  const known = value === '' || paths.includes(value);
  const address = pictureAddress(pictures, value);
  return (
    <Group align="flex-end" gap="sm">
      {address && <Image src={address} alt="" w={72} h={54} fit="contain" radius="sm" className="lesson-thumb" />}
      <Select
        flex="1 1 150px"
        miw={0}
        size="sm"
        label={label}
        placeholder="No picture"
        data={(known ? paths : [value, ...paths]).map((path) => ({
          value: path,
          label: path.replace(/^pictures\//, ''),
        }))}
        value={value === '' ? null : value}
        onChange={(path) => onChange(path ?? '')}
        clearable={clearable}
        clearButtonProps={{ 'aria-label': 'No picture' }}
        searchable
        nothingFoundMessage="There is no such picture"
        error={error ?? (known ? undefined : 'There is no such picture.')}
        comboboxProps={{ withinPortal: true }}
      />
      <FileButton
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={(file) => void (file && add(file).then((path) => path && onChange(path)))}
      >
        {(props) => (
          <Button
            {...props}
            size="sm"
            variant="default"
            loading={busy}
            leftSection={<IconUpload size={15} aria-hidden />}
          >
            Upload
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
