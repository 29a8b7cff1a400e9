import type { DraftEdit, WrittenSettings } from '../../src/courses/draft.schema.js';

type Inner<K extends 'author' | 'page'> = `${K}.${keyof WrittenSettings[K] & string}`;
/** A setting as course.yaml names it, inner ones with a dot. */
export type SettingPath = Exclude<keyof WrittenSettings, 'slug' | 'author' | 'page'> | Inner<'author'> | Inner<'page'>;

export function settingIn(settings: WrittenSettings, path: SettingPath): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], settings);
}

/** The edit that writes one setting; null takes the author's line out, so that the default holds. */
export function settingEdit(path: SettingPath, value: unknown): DraftEdit {
  const [name = '', inner] = path.split('.');
  // The server's schema checks it; no type knows which value belongs to a path that is only known when it runs.
  return { kind: 'settings.write', [name]: inner === undefined ? value : { [inner]: value } } as DraftEdit;
}

/** What a refusal says about this setting: of itself, or of something within it ('settings.page.promises.2'). */
export function faultFor(fields: Readonly<Record<string, string>>, path: SettingPath): string | null {
  const own = `settings.${path}`;
  const found = Object.entries(fields).find(([name]) => name === own || name.startsWith(`${own}.`));
  const message = found?.[1] ?? Object.values(fields)[0];
  return message === undefined ? null : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
