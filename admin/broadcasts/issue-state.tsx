import { Badge } from '@mantine/core';
import type { BroadcastState } from '../../src/broadcasts/broadcast.schema.js';
import { stateWords } from './issue-words.js';

export function IssueState({ state }: { state: BroadcastState }) {
  const wantsEyes = state === 'paused' || state === 'stopped';
  const moves = state === 'sending' || state === 'scheduled';
  return (
    <Badge variant={moves ? 'light' : 'default'} {...(wantsEyes ? { color: 'coral', variant: 'light' } : {})} tt="none">
      {stateWords[state]}
    </Badge>
  );
}
