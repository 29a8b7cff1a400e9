import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { DraftConflict, DraftEdit, DraftView } from '../../src/courses/draft.schema.js';
import { ApiProblem, sayProblem } from '../api/problem.js';
import { type Doing, draftQuery, sendDoing } from './draft-query.js';
import { movedAhead } from './moved-ahead.js';

export interface DraftDesk {
  /** The draft as it will be when everything on its way has arrived. */
  view: DraftView;
  /** For the line that says how it stands with saving. */
  saving: 'saved' | 'saving' | 'failed';
  problem: string | null;
  /** Somebody else saved first. */
  clash: DraftConflict | null;
  /** What is wrong, by field; null: it is saved, or stands in `clash` or `problem`. */
  edit(...edits: DraftEdit[]): Promise<Readonly<Record<string, string>> | null>;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
  discard(): Promise<unknown>;
  /** After a clash: mine again, as far as they still can be. Gives those that cannot. */
  goOn(): Promise<DraftEdit[]>;
  letGo(): void;
}

/** Edits a draft, one save after the other, each on what the one before left. */
export function useDraft(slug: string, saved: DraftView): DraftDesk {
  const client = useQueryClient();
  const [onTheWay, setOnTheWay] = useState<DraftEdit[][]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [clash, setClash] = useState<DraftConflict | null>(null);
  const count = useRef(0);
  const { queryKey } = draftQuery(slug);
  const { mutateAsync } = useMutation({
    scope: { id: `draft ${slug}` },
    mutationFn: (doing: Doing) => sendDoing(slug, client.getQueryData(queryKey)?.version ?? saved.version, doing),
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });

  async function run(doing: Doing): Promise<Readonly<Record<string, string>> | null> {
    const edits = doing.kind === 'edits' ? doing.edits : [];
    setOnTheWay((all) => [...all, edits]);
    count.current += 1;
    const mine = count.current;
    try {
      await client.cancelQueries({ queryKey });
      await mutateAsync(doing);
      if (mine === count.current) setProblem(null);
      return null;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 409 && error.versions) {
        const conflict = error.versions as unknown as DraftConflict;
        client.setQueryData(queryKey, conflict.theirs);
        setClash(conflict);
        return null;
      }
      if (error instanceof ApiProblem && Object.keys(error.fields).length > 0) return error.fields;
      setProblem(sayProblem(error));
      return null;
    } finally {
      setOnTheWay((all) => all.filter((each) => each !== edits));
    }
  }

  const view = useMemo(() => ({ ...saved, lessons: movedAhead(saved.lessons, onTheWay.flat()) }), [saved, onTheWay]);
  return {
    view,
    saving: onTheWay.length > 0 ? 'saving' : problem ? 'failed' : 'saved',
    problem,
    clash,
    edit: (...edits) => run({ kind: 'edits', edits }),
    undo: () => run({ kind: 'undo' }),
    redo: () => run({ kind: 'redo' }),
    discard: () => run({ kind: 'discard' }),
    goOn: async () => {
      const mine = clash?.yours.edits ?? [];
      setClash(null);
      const left: DraftEdit[] = [];
      for (const edit of mine) if (await run({ kind: 'edits', edits: [edit] })) left.push(edit);
      return left;
    },
    letGo: () => setClash(null),
  };
}
