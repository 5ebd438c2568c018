import { compileKernel, type Kernel } from '#scoring';
import type { SchemeVersion } from '../scheme/scheme.repository.js';

/** A scheme version compiled to its kernel. */
export type CompiledSkill = { readonly kernel: Kernel; readonly seatIndex: ReadonlyMap<string, number> };

const MOST_KEPT = 50;
const kept = new Map<string, CompiledSkill>();

/** Compiled once per version and process; versions never change. */
export function compiledSkill(version: SchemeVersion): CompiledSkill {
  const known = kept.get(version.id);
  if (known !== undefined) return known;
  const kernel = compileKernel(version.scheme, version.rules);
  const compiled = { kernel, seatIndex: new Map(kernel.seats.map((seat, index) => [seat, index])) };
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  kept.set(version.id, compiled);
  return compiled;
}
