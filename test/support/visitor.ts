import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import type { GraphqlAnswer } from './api.js';

export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly details: readonly { readonly path: string; readonly code: string; readonly message: string }[];
};

/** What a mutation answered: its fields, and the problem or null. */
export type Payload<T> = T & { readonly problem: Problem | null };

const PROBLEM = 'problem { code message path details { path code message } }';

/** Somebody at the doors of a running product: a cookie or none, a tenant, a language; nothing else is known to it. */
export class Visitor {
  #schema: Promise<GraphQLSchema> | null = null;

  constructor(
    readonly url: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same visitor with further headers, such as `guildhall-language`. */
  with(headers: Readonly<Record<string, string>>): Visitor {
    const same = new Visitor(this.url, { ...this.headers, ...headers });
    same.#schema = this.#schema;
    return same;
  }

  /** Signs in by the page's own form, as a browser without scripts does. Throws what the page answered when it does not work. */
  async signedIn(email: string, password: string): Promise<Visitor> {
    const response = await this.post('/sign-in', { email, password });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    if (response.status !== 303 || cookies.length === 0) throw new Error(`Signing in as ${email} answered ${response.status}`);
    return this.with({ cookie: cookies.join('; ') });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { ...this.headers, ...headers }, redirect: 'manual' });
  }

  /** Sends a form and does not follow where it leads. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', headers: this.headers, body: new URLSearchParams(fields), redirect: 'manual' });
  }

  async ask(query: string, variables: object = {}): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** The fields of a query. Throws its errors. */
  async read<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask(query, variables);
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  /** The code with which a query is refused, or null when it is answered. */
  async refusalOf(query: string, variables: object = {}): Promise<unknown> {
    const { errors } = await this.ask(query, variables);
    return errors?.[0]?.extensions['code'] ?? null;
  }

  /** What a mutation answered, with its problem. Throws errors that are no problems. */
  async mutate<T>(name: string, input: object, fields = ''): Promise<Payload<T>> {
    const argument = (await this.schema()).getMutationType()?.getFields()[name]?.args[0];
    if (argument === undefined) throw new Error(`There is no mutation ${name}`);
    const query = `mutation($input: ${argument.type}) { ${name}(input: $input) { ${fields} ${PROBLEM} } }`;
    const data = await this.read<Readonly<Record<string, Payload<T>>>>(query, { input });
    const payload = data[name];
    if (payload === undefined) throw new Error(`${name} answered nothing`);
    return payload;
  }

  /** As `mutate`, for what must work. Throws the problem. */
  async do<T>(name: string, input: object, fields: string): Promise<T> {
    const payload = await this.mutate<T>(name, input, fields);
    if (payload.problem !== null) throw new Error(`${name}: ${JSON.stringify(payload.problem)}`);
    return payload;
  }

  /** The code of the problem with which a mutation is refused, or null when it is done. */
  async problemOf(name: string, input: object): Promise<string | null> {
    return (await this.mutate(name, input)).problem?.code ?? null;
  }

  /** The schema that the product serves. */
  schema(): Promise<GraphQLSchema> {
    this.#schema ??= this.read<IntrospectionQuery>(getIntrospectionQuery()).then((found) => buildClientSchema(found));
    return this.#schema;
  }
}
