/** The one source of "now" in the process, for log lines and durations. Deadlines are decided by database time (`app.now()`). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
