/** Wraps every value of a stream in the name of its subscription field, as GraphQL wants it. */
export async function* eachAs<N extends string, T>(name: N, values: AsyncIterable<T>): AsyncGenerator<Readonly<Record<N, T>>> {
  for await (const value of values) yield { [name]: value } as Record<N, T>;
}
