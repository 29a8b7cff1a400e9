import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DraftLesson, DraftView, Simulation } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';

/** Of an imagined reader; what is absent is the course's. */
export interface Wishes {
  /** '2026-03-29' */
  from: string;
  zone?: string | undefined;
  hour?: string | undefined;
  weekdays?: string[] | undefined;
}

/** The days of these lessons in this order, as the server works them out; the last answer stays until the next one is here. */
export function useSimulation(slug: string, view: DraftView, lessons: readonly DraftLesson[], wishes: Wishes) {
  const order = lessons.map(({ key, waitDays }) => ({ key, waitDays }));
  const { zone, hour, weekdays, skip_dates: skipDates } = view.settings;
  return useQuery({
    queryKey: ['simulation', slug, wishes, order, { zone, hour, weekdays, skipDates }],
    queryFn: ({ signal }) =>
      call<Simulation>(
        'POST',
        `/courses/${slug}/draft/simulation`,
        { ...wishes, lessons: order },
        { signal, changes: false, quiet: true },
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled: wishes.from !== '',
  });
}
