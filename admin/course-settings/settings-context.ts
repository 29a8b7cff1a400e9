import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { useMay } from '../api/me.js';
import { draftQuery, sendDoing } from '../courses/draft-query.js';
import { settingIn, type SettingPath } from './setting-path.js';
import { SettingsDesk, type SettingsState } from './settings-desk.js';

export interface SettingsPlace {
  slug: string;
  desk: SettingsDesk;
  state: SettingsState;
  /** The role allows no change: everything is shown, nothing can be typed. */
  readOnly: boolean;
}

export const SettingsContext = createContext<SettingsPlace | null>(null);

export function useSettings(): SettingsPlace {
  const place = useContext(SettingsContext);
  if (!place) throw new Error('no settings are open here');
  return place;
}

/** The desk of one course's settings; another course is another component (`key`). */
export function useSettingsDesk(slug: string, view: DraftView): SettingsPlace {
  const queries = useQueryClient();
  const readOnly = !useMay('courses.write');
  const [desk] = useState(
    () =>
      new SettingsDesk(view, async (version, edits) => {
        const saved = await sendDoing(slug, version, { kind: 'edits', edits });
        queries.setQueryData(draftQuery(slug).queryKey, saved);
        return saved;
      }),
  );
  const state = useSyncExternalStore(desk.subscribe, desk.now);
  useEffect(() => desk.meet(view), [desk, view]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (desk.isOpen) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [desk]);
  return { slug, desk, state, readOnly };
}

/** One setting: what to show, what is wrong with it, and how it changes. */
export function useSetting<T>(path: SettingPath) {
  const { desk, state, readOnly } = useSettings();
  const value = (state.typed.has(path) ? state.typed.get(path) : settingIn(state.view.settings, path)) as T;
  return {
    value,
    fault: state.faults.get(path) ?? null,
    readOnly,
    type: (typed: T | null) => desk.type(path, typed),
    commit: () => desk.commit(path),
    put: (typed: T | null) => desk.put(path, typed),
  };
}
