import type { Translation } from '@mdxeditor/editor';

/** What the editor calls things, in our words. */
const ours: Readonly<Record<string, string>> = {
  'createLink.url': 'Leads to',
  'createLink.urlPlaceholder': 'https://',
  'createLink.text': 'Words',
  'createLink.saveTooltip': 'Save',
  'createLink.cancelTooltip': 'Cancel',
  'linkPreview.edit': 'Edit the link',
  'linkPreview.copyToClipboard': 'Copy the address',
  'linkPreview.remove': 'Remove the link',
  'toolbar.link': 'Link',
  'toolbar.blockTypeSelect.placeholder': 'Style',
  'toolbar.blockTypeSelect.selectBlockTypeTooltip': 'Style of this paragraph',
  'contentArea.editableMarkdown': 'Words of the letter',
};

export const editorWords: Translation = (key, theirs, values = {}) => {
  if (key === 'toolbar.blockTypes.heading') return values.level === 2 ? 'Heading' : 'Small heading';
  const words = ours[key] ?? theirs;
  return words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
};
