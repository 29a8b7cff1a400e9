import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LetterPreview, TypedLetter } from '../../src/courses/letter-preview.schema.js';
import { call } from '../api/call.js';

/**
 * The letter as the server makes it of these words, a moment after they were typed. While a newer one is on its way the older
 * stays. `pictures` counts the course's pictures: with another one the same words may be another letter.
 */
export function usePreview(slug: string, typed: TypedLetter, pictures: number) {
  const [asked] = useDebouncedValue(typed, 350);
  return useQuery({
    queryKey: ['letter-preview', slug, asked, pictures],
    queryFn: ({ signal }) =>
      call<LetterPreview>('POST', `/courses/${slug}/preview`, asked, { signal, changes: false, quiet: true }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
  });
}
