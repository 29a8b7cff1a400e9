import { ActionIcon, Button, FileButton, Menu, ScrollArea, Tooltip } from '@mantine/core';
import {
  BlockTypeSelect,
  BoldItalicUnderlineToggles,
  CreateLink,
  insertCodeBlock$,
  insertMarkdown$,
  insertThematicBreak$,
  ListsToggle,
  Separator,
  UndoRedo,
  usePublisher,
} from '@mdxeditor/editor';
import { type RefObject, useEffect } from 'react';
import { IconBarbell, IconLineDashed, IconPhoto, IconRectangle, IconUpload } from '@tabler/icons-react';
import { buttonBlock, codeOf, pictureBlock } from './block-nodes.js';
import { usePictures } from './letter-pictures.js';
import { newExercise } from './exercise-yaml.js';
import { MergeFieldMenu } from './merge-field-menu.js';

/** Filled by the toolbar: puts a picture of the course where one is writing, in a block of its own. */
export type PictureInserter = RefObject<((path: string) => void) | null>;

/** What a lesson can hold, and nothing more. */
export function EditorToolbar({ picture }: { picture: PictureInserter }) {
  const insertBlock = usePublisher(insertCodeBlock$);
  const insertWords = usePublisher(insertMarkdown$);
  const insertRule = usePublisher(insertThematicBreak$);
  const insertPicture = (path: string) =>
    insertBlock({ language: pictureBlock, code: codeOf({ path, alt: '' }), meta: '' });
  useEffect(() => {
    picture.current = insertPicture;
  });
  const insertButton = () =>
    insertBlock({ language: buttonBlock, code: codeOf({ words: '', url: 'https://' }), meta: '' });
  return (
    <>
      <UndoRedo />
      <Separator />
      <BlockTypeSelect />
      <BoldItalicUnderlineToggles options={['Bold', 'Italic']} />
      <ListsToggle options={['bullet', 'number']} />
      <CreateLink />
      <Separator />
      <PictureMenu onChoose={insertPicture} />
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconBarbell size={17} aria-hidden />}
        onClick={() => insertBlock({ language: 'exercise', code: newExercise.trimEnd(), meta: '' })}
      >
        Exercise
      </Button>
      <Tooltip label="Button">
        <ActionIcon variant="subtle" color="gray" aria-label="Insert a button" onClick={insertButton}>
          <IconRectangle size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Line">
        <ActionIcon variant="subtle" color="gray" aria-label="Insert a line" onClick={() => insertRule()}>
          <IconLineDashed size={18} />
        </ActionIcon>
      </Tooltip>
      <MergeFieldMenu onInsert={insertWords} />
    </>
  );
}

function PictureMenu({ onChoose }: { onChoose: (path: string) => void }) {
  const { pictures, add, busy } = usePictures();
  return (
    <FileButton
      accept="image/png,image/jpeg,image/webp,image/gif"
      onChange={(file) => void (file && add(file).then((path) => path && onChoose(path)))}
    >
      {({ onClick: choose }) => (
        <Menu shadow="md" width={300} withinPortal>
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              loading={busy}
              leftSection={<IconPhoto size={17} aria-hidden />}
            >
              Picture
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={choose}>
              From this computer …
            </Menu.Item>
            {pictures.length > 0 && <Menu.Label>Used here before</Menu.Label>}
            <ScrollArea.Autosize mah={300}>
              {pictures.map(({ path, hash }) => (
                <Menu.Item
                  key={path}
                  leftSection={
                    <img
                      src={`/pictures/${hash}`}
                      alt=""
                      width={48}
                      height={36}
                      className="lesson-thumb"
                      loading="lazy"
                    />
                  }
                  onClick={() => onChoose(path)}
                >
                  {path.replace(/^pictures\//, '')}
                </Menu.Item>
              ))}
            </ScrollArea.Autosize>
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  );
}
