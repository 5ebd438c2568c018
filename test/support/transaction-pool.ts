import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';

/**
 * A transaction pooler such as stands before PostgreSQL in large installations: many clients share few server connections, and a
 * client keeps one only until its transaction ends. Prepared statements follow the client, as in PgBouncer 1.21. For tests: it listens
 * on loopback, believes every password and signs in with its own.
 */
export type TransactionPool = {
  /** The address given, by way of the pool. */
  readonly url: string;
  /** How often a client got another server connection than the time before. */
  readonly switches: () => number;
  readonly close: () => Promise<void>;
};

type Message = { readonly type: string; readonly body: Buffer; readonly whole: Buffer };
/** What is due from the server for a Parse: whether the client awaits it or only the pool does. */
type DueParse = { readonly name: string; readonly isOurs: boolean };

class ServerLink {
  readonly parsed = new Set<string>();
  due: DueParse[] = [];
  syncs = 0;
  client: ClientLink | undefined;

  constructor(readonly socket: Socket) {}

  knows(name: string): boolean {
    return this.parsed.has(name) || this.due.some((due) => due.name === name);
  }
}

class ClientLink {
  readonly statements = new Map<string, Buffer>();
  server: ServerLink | undefined;
  lastServer: ServerLink | undefined;
  isWaiting = false;
  waiting: Message[] = [];

  constructor(
    readonly socket: Socket,
    private readonly number: number,
  ) {}

  /** What servers call a statement of this client; the unnamed one stays unnamed. */
  nameOf(name: string): string {
    return name === '' ? '' : `c${this.number}_${name}`;
  }
}

export async function openTransactionPool(target: string, size: number): Promise<TransactionPool> {
  const servers = await Promise.all(Array.from({ length: size }, () => openServer(target)));
  const idle = [...servers];
  const queue: ClientLink[] = [];
  let switches = 0;
  let clients = 0;

  function give(server: ServerLink, client: ClientLink): void {
    if (client.lastServer !== undefined && client.lastServer !== server) switches += 1;
    server.client = client;
    client.server = server;
    client.lastServer = server;
    client.isWaiting = false;
    const messages = client.waiting;
    client.waiting = [];
    for (const message of messages) forward(server, client, message);
  }

  function take(client: ClientLink, message: Message): void {
    if (client.server !== undefined) {
      forward(client.server, client, message);
      return;
    }
    client.waiting.push(message);
    if (client.isWaiting) return;
    client.isWaiting = true;
    const server = idle.shift();
    if (server === undefined) queue.push(client);
    else give(server, client);
  }

  function letGo(server: ServerLink): void {
    if (server.client !== undefined) server.client.server = undefined;
    server.client = undefined;
    const next = queue.shift();
    if (next === undefined) idle.push(server);
    else give(server, next);
  }

  for (const server of servers) {
    onMessages(server.socket, (message) => {
      const client = server.client;
      if (message.type === '1') {
        const due = server.due.shift();
        if (due !== undefined && due.name !== '') server.parsed.add(due.name);
        if (due?.isOurs) return;
      }
      client?.socket.write(message.whole);
      if (message.type !== 'Z') return;
      server.due = [];
      server.syncs -= 1;
      if (message.body.toString() === 'I' && server.syncs <= 0) letGo(server);
    });
  }

  const listener = createServer((socket) => {
    clients += 1;
    const client = new ClientLink(socket, clients);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    greet(socket, () => onMessages(socket, (message) => (message.type === 'X' ? socket.end() : take(client, message))));
  });
  await listen(listener);
  const url = new URL(target);
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.toString(),
    switches: () => switches,
    close: async () => {
      await new Promise((resolve) => listener.close(resolve));
      for (const server of servers) server.socket.destroy();
    },
  };
}

/** Sends a message on, statements under a name of this client's own; one that this server has not seen is parsed first. */
function forward(server: ServerLink, client: ClientLink, { type, body, whole }: Message): void {
  if (type === 'S' || type === 'Q') server.syncs += 1;
  if (type === 'P') {
    const [name, rest] = textAt(body, 0);
    if (name !== '') client.statements.set(name, body.subarray(rest));
    parse(server, client.nameOf(name), body.subarray(rest), false);
    return;
  }
  const isOfStatement = type === 'B' || (type === 'D' && body[0] === 0x53);
  const [portal, at] = type === 'B' ? textAt(body, 0) : ['', 1];
  const [name, rest] = isOfStatement ? textAt(body, at) : ['', 0];
  const text = client.statements.get(name);
  if (text === undefined) {
    server.socket.write(whole);
    return;
  }
  const own = client.nameOf(name);
  if (!server.knows(own)) parse(server, own, text, true);
  const head = type === 'B' ? Buffer.from(`${portal}\0`) : body.subarray(0, 1);
  server.socket.write(framed(type, Buffer.concat([head, Buffer.from(`${own}\0`), body.subarray(rest)])));
}

function parse(server: ServerLink, name: string, text: Buffer, isOurs: boolean): void {
  server.due.push({ name, isOurs });
  server.socket.write(framed('P', Buffer.concat([Buffer.from(`${name}\0`), text])));
}

/** Signs in by the driver and takes its socket over. */
async function openServer(target: string): Promise<ServerLink> {
  const client = new pg.Client({ connectionString: target });
  await client.connect();
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  for (const event of ['data', 'end', 'close', 'error']) stream.removeAllListeners(event);
  stream.on('error', () => stream.destroy());
  return new ServerLink(stream);
}

/** Lets a client in without asking who it is. */
function greet(socket: Socket, then: () => void): void {
  socket.once('data', (startup: Buffer) => {
    const SSL_REQUEST = 80_877_103;
    if (startup.readInt32BE(4) === SSL_REQUEST) {
      socket.write('N');
      greet(socket, then);
      return;
    }
    then();
    const ok = framed('R', Buffer.alloc(4));
    const version = framed('S', Buffer.from('server_version\x0018.0\0'));
    const encoding = framed('S', Buffer.from('client_encoding\0UTF8\0'));
    socket.write(Buffer.concat([ok, version, encoding, framed('K', Buffer.alloc(8)), framed('Z', Buffer.from('I'))]));
  });
}

/** Cuts a stream of bytes into messages: a letter, the length, the body. */
function onMessages(socket: Socket, handle: (message: Message) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = rest.readInt32BE(1) + 1;
      const whole = rest.subarray(0, end);
      rest = rest.subarray(end);
      handle({ type: String.fromCharCode(whole.readUInt8(0)), body: whole.subarray(5), whole });
    }
  });
}

function framed(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A text that ends in a zero byte, and where what follows it begins. */
function textAt(body: Buffer, from: number): readonly [string, number] {
  const end = body.indexOf(0, from);
  return [body.toString('utf8', from, end), end + 1];
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
