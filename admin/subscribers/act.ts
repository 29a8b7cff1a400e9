import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ActDone } from '../../src/people/person-acts.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';

export interface Act {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
}

/** One act on a person: says what was done, and shows how they stand now. */
export function useAct(options: { quiet?: boolean; onDone?: (done: ActDone) => void } = {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: Act) => call<ActDone>(method, `/subscribers/${path}`, body),
    onSuccess: async (done) => {
      notifications.show({ message: done.said, color: done.changed ? 'sea' : 'gray' });
      options.onDone?.(done);
      await client.invalidateQueries({ queryKey: ['subscribers'] });
    },
    onError: (error) => {
      if (!options.quiet) notifications.show({ message: sayProblem(error), color: 'coral' });
    },
  });
}
