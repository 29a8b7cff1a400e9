import { QueryClient } from '@tanstack/react-query';

/** `call` has already tried again where that helps. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 10_000, refetchOnWindowFocus: true } },
});
