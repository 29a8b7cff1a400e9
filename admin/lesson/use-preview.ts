import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LetterPreview } from '../../src/courses/letter-preview.schema.js';
import { call } from '../api/call.js';

/**
 * The letter as the server makes it of these words, a moment after they were typed. While a newer one is on its way the older
 * stays. `at` is the path in the API of what the letter belongs to; `pictures` counts its pictures: with another one the same words may be another letter.
 */
export function usePreview(at: string, typed: object, pictures: number) {
  const [asked] = useDebouncedValue(typed, 350);
  return useQuery({
    queryKey: ['letter-preview', at, asked, pictures],
    queryFn: ({ signal }) =>
      call<LetterPreview>('POST', `${at}/preview`, asked, { signal, changes: false, quiet: true }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
  });
}
