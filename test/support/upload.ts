import { request } from 'node:http';

/** A body that is only announced, or one of unknown length of which this much is sent; neither is ever finished. */
export type Upload = { readonly announcedBytes: number } | { readonly sentBytes: number };

/**
 * What is answered to an upload before all of it is there. Whoever sent on would only find a broken pipe, as `fetch` does:
 * a server that refuses a body answers and closes.
 */
export function answerToUpload(
  url: string,
  headers: Readonly<Record<string, string>>,
  how: Upload,
): Promise<{ readonly status: number; readonly text: string }> {
  const length = 'announcedBytes' in how ? { 'content-length': how.announcedBytes } : { 'transfer-encoding': 'chunked' };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers: { ...headers, ...length } });
    asked.once('error', reject);
    asked.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
        asked.destroy();
      });
    });
    asked.flushHeaders();
    if ('sentBytes' in how) asked.write('x'.repeat(how.sentBytes));
  });
}
