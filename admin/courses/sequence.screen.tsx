import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.js';
import { Loaded } from '../shell/loaded.js';
import { NotHere } from '../shell/not-here.js';
import { draftQuery } from './draft-query.js';
import { SequenceDesk } from './sequence-desk.js';

/** /courses/SLUG: the lessons of a course in their order. */
export function Screen() {
  const { slug = '' } = useParams({ strict: false });
  const query = useQuery(draftQuery(slug));
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NotHere />;
  return <Loaded query={query}>{(view) => <SequenceDesk key={slug} slug={slug} saved={view} />}</Loaded>;
}
