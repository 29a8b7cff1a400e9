import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.js';
import { Loaded } from '../shell/loaded.js';
import { NotHere } from '../shell/not-here.js';
import { IssueDesk } from './issue-desk.js';
import { issueQuery } from './issues.js';

/** /newsletter/ID: an issue being written. What a colleague saves meanwhile comes in by itself. */
export function Screen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ ...issueQuery(id), refetchInterval: 15_000 });
  if (query.error instanceof ApiProblem && [404, 422].includes(query.error.status)) return <NotHere />;
  return <Loaded query={query}>{(view) => <IssueDesk key={view.id} view={view} />}</Loaded>;
}
