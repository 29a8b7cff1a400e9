/**
 * A memory that cannot grow without end, for answers that are dear to work out and never change.
 * Two generations: when the young one is full the old one is forgotten, so what is still asked for survives
 * and forgetting costs nothing. Holds between `size` and twice `size` entries. One process, no locks.
 */
export class BoundedCache<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();

  /** `size`: entries per generation, at least 1. */
  constructor(private readonly size: number) {}

  /** The kept answer, or what `make` gives, kept from now on. What throws is not kept. */
  get(key: K, make: () => V): V {
    const kept = this.young.get(key);
    if (kept !== undefined) return kept;
    const value = this.old.get(key) ?? make();
    if (this.young.size >= this.size) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
    return value;
  }
}
