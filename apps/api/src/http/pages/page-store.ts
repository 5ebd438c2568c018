/**
 * Keeps what was made for a key; the least recently used leave first. Those who ask for the same key while it is being made wait
 * for the one making. What fails is not kept.
 */
export class PageStore<T> {
  readonly #kept = new Map<string, { readonly value: Promise<T>; readonly until: number }>();

  /** @param keepMs how long an answer stays good; Infinity for what never changes */
  constructor(
    private readonly most: number,
    private readonly keepMs: number,
  ) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const before = this.#kept.get(key);
    if (before !== undefined) {
      this.#kept.delete(key);
      if (before.until > performance.now()) {
        this.#kept.set(key, before);
        return before.value;
      }
    }
    const value = make();
    this.#kept.set(key, { value, until: performance.now() + this.keepMs });
    value.catch(() => this.#kept.delete(key));
    if (this.#kept.size > this.most) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return value;
  }
}
