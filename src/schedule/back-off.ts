const firstMinutes = 5;
const mostMinutes = 160;

/** Minutes until a letter deferred for the nth time (n from 1) is tried again: 5, 10, 20, 40, 80, then 160 (rule 5). */
export function backOffMinutes(deferrals: number): number {
  return Math.min(mostMinutes, firstMinutes * 2 ** Math.max(0, deferrals - 1));
}
