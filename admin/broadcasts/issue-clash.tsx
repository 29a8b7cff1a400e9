import { useQuery } from '@tanstack/react-query';
import { ClashDialog } from '../lesson/clash-dialog.js';
import type { DeskState } from '../lesson/words-desk.js';
import { useZone } from '../settings/house-settings.js';
import { choicesQuery } from '../subscribers/subscribers.js';
import { audienceLines, issueLabels, type IssueWords, planWords } from './issue-words.js';

export interface IssueClashProps {
  state: DeskState<IssueWords>;
  onSettle: (whose: 'yours' | 'theirs') => void;
}

/** Two people wrote at one issue. */
export function IssueClash({ state, onSettle }: IssueClashProps) {
  const zone = useZone();
  const { data: choices } = useQuery({ ...choicesQuery, enabled: state.clash !== null });
  const say = (words: IssueWords, field: keyof IssueWords): string => {
    if (field === 'audience') return audienceLines(words.audience, choices).join('\n');
    if (field === 'plan') return planWords(words.plan, zone);
    if (field === 'sender') return words.sender ?? 'the default sender';
    return String(words[field] ?? 'made of the subject');
  };
  return (
    <ClashDialog
      clash={state.clash}
      words={state.words}
      labels={issueLabels}
      say={say}
      note="What you do not keep is gone: copy what you need of it first."
      onSettle={onSettle}
    />
  );
}
