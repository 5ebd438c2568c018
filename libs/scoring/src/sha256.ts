/** SHA-256 without a platform: the same in Node, a browser and a worker. Source: FIPS 180-4. */
export type Hasher = { readonly update: (bytes: Uint8Array) => void; readonly digest: () => string };

const ROUNDS = 64;
const BLOCK_BYTES = 64;

/** The first 32 bits of the fractional parts of the roots of the first primes: computed exactly, not copied (FIPS 180-4 §4.2.2, §5.3.3). */
function rootFractions(power: 2n | 3n, count: number): Uint32Array {
  const words = new Uint32Array(count);
  for (let prime = 2n, found = 0; found < count; prime += 1n) {
    if (isPrime(prime)) words[found++] = Number(integerRoot(prime << (32n * power), power) & 0xffffffffn);
  }
  return words;
}

function isPrime(candidate: bigint): boolean {
  for (let divisor = 2n; divisor * divisor <= candidate; divisor += 1n) if (candidate % divisor === 0n) return false;
  return true;
}

function integerRoot(value: bigint, power: bigint): bigint {
  let [low, high] = [0n, 1n << 48n];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const K = rootFractions(3n, ROUNDS);
const START = rootFractions(2n, 8);

/** A running SHA-256; `digest` gives 64 hex digits and ends it. */
export function createSha256(): Hasher {
  const state = START.slice();
  const schedule = new Uint32Array(ROUNDS);
  const block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  let length = 0;

  const update = (bytes: Uint8Array): void => {
    length += bytes.length;
    let at = 0;
    if (filled > 0) {
      at = Math.min(BLOCK_BYTES - filled, bytes.length);
      block.set(bytes.subarray(0, at), filled);
      filled += at;
      if (filled < BLOCK_BYTES) return;
      compress(state, schedule, block, 0);
      filled = 0;
    }
    for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) compress(state, schedule, bytes, at);
    block.set(bytes.subarray(at), 0);
    filled = bytes.length - at;
  };

  const digest = (): string => {
    const bits = BigInt(length) * 8n;
    const padding = new Uint8Array((filled < 56 ? 56 : 120) - filled + 8);
    padding[0] = 0x80;
    new DataView(padding.buffer).setBigUint64(padding.length - 8, bits);
    update(padding);
    return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
  };

  return { update, digest };
}

function compress(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const p = at + i * 4;
    w[i] = (at8(bytes, p) << 24) | (at8(bytes, p + 1) << 16) | (at8(bytes, p + 2) << 8) | at8(bytes, p + 3);
  }
  for (let i = 16; i < ROUNDS; i++) {
    const x = at32(w, i - 15);
    const y = at32(w, i - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (at32(w, i - 16) + s0 + at32(w, i - 7) + s1) | 0;
  }
  let a = at32(state, 0);
  let b = at32(state, 1);
  let c = at32(state, 2);
  let d = at32(state, 3);
  let e = at32(state, 4);
  let f = at32(state, 5);
  let g = at32(state, 6);
  let h = at32(state, 7);
  for (let i = 0; i < ROUNDS; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at32(K, i) + at32(w, i)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const next = [a, b, c, d, e, f, g, h];
  next.forEach((word, i) => {
    state[i] = (at32(state, i) + word) | 0;
  });
}

function at8(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function at32(words: Uint32Array, index: number): number {
  return (words[index] ?? 0) | 0;
}
