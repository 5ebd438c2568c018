import { comparePoints, divide, multiply, type Points, points, round, ZERO } from './points.js';
import type { Step } from './rules.js';
import type { StepNote } from './standing.js';

/** A value and the steps that led to it. */
export type Stepped = { readonly points: Points; readonly steps: readonly StepNote[] };

/** Applies the steps in their order; `worth` is that of the aspect, where there is one. */
export function applySteps(start: Points, steps: readonly Step[], worth: Points = ZERO): Stepped {
  const notes: StepNote[] = [];
  let value = start;
  for (const step of steps) {
    const note = noteOf(step, value, worth);
    notes.push(note);
    value = note.after;
  }
  return { points: value, steps: notes };
}

function noteOf(step: Step, value: Points, worth: Points): StepNote {
  switch (step.step) {
    case 'multiply': {
      const by = points(step.by);
      return { step: 'multiply', by, after: multiply(value, by) };
    }
    case 'shareOfWorth': {
      const top = points(step.top);
      return { step: 'shareOfWorth', top, worth, after: multiply(divide(value, top), worth) };
    }
    case 'cap':
      return { step: 'cap', after: capped(value, step.min, step.max) };
    case 'round':
      return { ...step, after: round(value, step.decimals, step.mode) };
    default:
      return step satisfies never;
  }
}

function capped(value: Points, min: string | undefined, max: string | undefined): Points {
  if (min !== undefined && comparePoints(value, points(min)) < 0) return points(min);
  if (max !== undefined && comparePoints(value, points(max)) > 0) return points(max);
  return value;
}
