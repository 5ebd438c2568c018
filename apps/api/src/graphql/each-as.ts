/**
 * Wraps every value of a stream in the name of its subscription field, as GraphQL wants it. Not a generator: one that waits
 * for its next value cannot be told to end, and the stream beneath would stay open.
 */
export function eachAs<N extends string, T>(name: N, values: AsyncIterable<T>): AsyncIterableIterator<Readonly<Record<N, T>>> {
  const inner = values[Symbol.asyncIterator]();
  const done = { done: true, value: undefined } as const;
  return {
    next: async () => {
      const step = await inner.next();
      return step.done === true ? done : { done: false, value: { [name]: step.value } as Record<N, T> };
    },
    return: async () => {
      await inner.return?.();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
