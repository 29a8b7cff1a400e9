import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { useMay } from '../api/me.js';
import { useWordsDesk } from '../lesson/use-words-desk.js';
import { useIssuePlace } from './use-issue-place.js';

/** The desk of an issue, and whether one may write at it: its words stay once it is to be sent. */
export function useIssueDesk(view: BroadcastView) {
  const mayWrite = useMay('broadcasts.write');
  return { ...useWordsDesk(useIssuePlace(view.id), view), mayWrite, isOpen: mayWrite && view.state === 'draft' };
}
