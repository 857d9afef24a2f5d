import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came back on a connection. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Milliseconds from the last byte sent to the first byte of the answer. */
  readonly ms: number;
}

/** Sends bytes as they are to a server and reads its first answer; the connection is closed then. */
export async function sendRaw(url: string, ...pieces: readonly (string | Buffer)[]): Promise<RawAnswer> {
  const socket = open(url);
  try {
    await once(socket, 'connect');
    for (const piece of pieces) socket.write(piece);
    return await readAnswer(socket, pieces[0]?.toString().startsWith('HEAD '));
  } finally {
    socket.destroy();
  }
}

/** A connection to a server; what goes wrong with it shows in what is read from it. */
export function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  return socket;
}

/** The first answer on a connection; one to HEAD has no body. Rejects where it is closed before. */
export function readAnswer(socket: Socket, isHead = false): Promise<RawAnswer> {
  const began = performance.now();
  let ms = 0;
  let text = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      ms ||= performance.now() - began;
      text += chunk.toString('latin1');
      const answer = answerIn(text, ms, isHead);
      if (answer === undefined) return;
      socket.off('data', read);
      resolve(answer);
    };
    socket.on('data', read);
    socket.once('close', () => reject(new Error(`closed after ${JSON.stringify(text.slice(0, 200))}`)));
  });
}

function answerIn(text: string, ms: number, isHead: boolean): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line, ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((header): [string, string] => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
    }),
  );
  const body = text.slice(end + 4);
  const expected = isHead ? 0 : Number(headers.get('content-length') ?? 0);
  if (body.length < expected) return undefined;
  return { status: Number(line.split(' ')[1]), headers, body, ms };
}
