import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { DraftConflict, DraftEdit, DraftView } from '../../src/courses/draft.schema.js';
import { draftQuery, sendDoing } from './draft-query.js';
import { DraftQueue, type Faults } from './draft-queue.js';
import { movedAhead } from './moved-ahead.js';

export interface DraftDesk {
  /** The draft as it will be when everything on its way has arrived. */
  view: DraftView;
  /** For the line that says how it stands with saving. */
  saving: 'saved' | 'saving' | 'failed';
  problem: string | null;
  /** Somebody else saved first. */
  clash: DraftConflict | null;
  /** See DraftQueue.run. */
  edit(...edits: DraftEdit[]): Promise<Faults | null>;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
  discard(): Promise<unknown>;
  goOn(): Promise<number>;
  letGo(): void;
}

/** Edits a draft, one save after the other, each on what the one before left. */
export function useDraft(slug: string, saved: DraftView): DraftDesk {
  const client = useQueryClient();
  const [queue] = useState(() => {
    const { queryKey } = draftQuery(slug);
    const meet = (view: DraftView) => client.setQueryData(queryKey, view);
    return new DraftQueue({
      meet,
      send: async (doing) => {
        await client.cancelQueries({ queryKey });
        meet(await sendDoing(slug, client.getQueryData(queryKey)?.version ?? saved.version, doing));
      },
    });
  });
  const { onTheWay, busy, problem, clash } = useSyncExternalStore(queue.subscribe, queue.now);
  const view = useMemo(() => ({ ...saved, lessons: movedAhead(saved.lessons, onTheWay) }), [saved, onTheWay]);
  return {
    view,
    saving: busy ? 'saving' : problem ? 'failed' : 'saved',
    problem,
    clash,
    edit: (...edits) => queue.run({ kind: 'edits', edits }),
    undo: () => queue.run({ kind: 'undo' }),
    redo: () => queue.run({ kind: 'redo' }),
    discard: () => queue.run({ kind: 'discard' }),
    goOn: () => queue.goOn(),
    letGo: () => queue.letGo(),
  };
}
