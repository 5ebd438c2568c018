import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const PIECE = 65_536;

/**
 * What is answered to a long body sent piece by piece, its length announced or not. A server that refuses it answers before it has
 * all of it and closes; `fetch` shows that as a broken pipe.
 */
export async function upload(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  isAnnounced: boolean,
): Promise<{ readonly status: number; readonly text: string; readonly sent: number }> {
  const length = isAnnounced ? { 'content-length': Buffer.byteLength(body) } : { 'transfer-encoding': 'chunked' };
  const asked = request(url, { method: 'POST', headers: { ...headers, ...length } });
  let sent = 0;
  let isOver = false;
  const answer = new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    asked.once('response', (response) => {
      isOver = true;
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('close', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', (error) => {
      if (!isOver) reject(error);
      isOver = true;
    });
  });
  for (; !isOver && sent < body.length; sent += PIECE) {
    asked.write(body.slice(sent, sent + PIECE));
    await pause(2);
  }
  if (!isOver) asked.end();
  return { ...(await answer.finally(() => asked.destroy())), sent };
}
