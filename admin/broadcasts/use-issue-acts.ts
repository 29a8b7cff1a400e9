import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { call } from '../api/call.js';
import { ApiProblem, sayProblem } from '../api/problem.js';
import { issueQuery, issuesKey } from './issues.js';

/** What can be done to an issue beside writing it; of two who press at once the second is told what the first did. */
export type IssueAct =
  | { act: 'send'; body: { version: number } }
  | { act: 'pause' | 'stop' | 'cancel' }
  | { act: 'resume'; body: { lateToo: boolean } };

export function useIssueAct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (doing: IssueAct) =>
      call<BroadcastView>('POST', `/broadcasts/${id}/${doing.act}`, 'body' in doing ? doing.body : {}),
    onSuccess: (view) => queries.setQueryData(issueQuery(id).queryKey, view),
    onError: (error, doing) => {
      if (!isLateQuestion(error, doing))
        notifications.show({ color: 'coral', title: 'That was not done', message: sayProblem(error) });
    },
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: issueQuery(id).queryKey }),
        queries.invalidateQueries({ queryKey: issuesKey }),
      ]);
    },
  });
}

/** Going on is refused once: what waited is late by now, and somebody has to say whether it goes all the same. */
export function isLateQuestion(error: unknown, doing: IssueAct): boolean {
  return doing.act === 'resume' && !doing.body.lateToo && error instanceof ApiProblem && error.status === 409;
}
