import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Loaded } from '../shell/loaded.js';
import { NotHere } from '../shell/not-here.js';
import { draftQuery } from '../courses/draft-query.js';
import { LetterDesk } from './letter-desk.js';
import { type Letter, nameOf, wordsIn } from './letter-words.js';

/** /courses/SLUG/lessons/KEY, and /courses/SLUG/completion for the letter at the end. */
export function Screen() {
  const { slug = '', key } = useParams({ strict: false });
  const query = useQuery(draftQuery(slug));
  const letter = useMemo<Letter>(() => (key === undefined ? { kind: 'completion' } : { kind: 'lesson', key }), [key]);
  return (
    <Loaded query={query}>
      {(view) =>
        wordsIn(view, letter) ? (
          <LetterDesk key={`${slug} ${nameOf(letter)}`} slug={slug} letter={letter} view={view} />
        ) : (
          <NotHere />
        )
      }
    </Loaded>
  );
}
