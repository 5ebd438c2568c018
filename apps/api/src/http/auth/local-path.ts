/** Where to go after signing in: a path of this very site, or null for anything that could lead elsewhere. */
export function localPath(text: string | undefined): string | null {
  if (text === undefined || text.length > 2_000 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return null;
  const url = new URL(text, 'http://here.invalid');
  const isHere = url.origin === 'http://here.invalid' && !url.pathname.startsWith('//');
  return isHere ? `${url.pathname}${url.search}${url.hash}` : null;
}
