/** What a proof found: whether the promise holds, and the figure with its sample size. */
export type Verdict = { readonly holds: boolean; readonly figure: string };

export type Proof = {
  /** How many tries make the figure; the promise's own number unless told. */
  readonly size: number;
  /** Throws only when it could not be tried. `say` tells of progress, not of results. */
  readonly prove: (size: number, dice: Dice, say: (line: string) => void) => Promise<Verdict>;
};

/** Numbers that look random and come again with the same seed. Not for secrets. */
export class Dice {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below `limit`. Source: mulberry32 by Tommy Ettinger, public domain. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.trunc((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('Nothing to pick from');
    return one;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function count(number: number): string {
  return number.toLocaleString('en');
}
