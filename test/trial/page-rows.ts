/** One row of a skill's public page, as it is read there. */
export type PageRow = { readonly bib: string; readonly place: number | null; readonly total: string | null; readonly award: string | null };

/** The rows of the table of results in a page's HTML. Throws when there is none. */
export function rowsOfPage(html: string): readonly PageRow[] {
  const body = /<tbody[^>]*>([\s\S]*?)<\/tbody>/.exec(html)?.[1];
  if (body === undefined) throw new Error('The page has no table of results');
  return [...body.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) => {
    const place = cellOf(row, 'pl');
    return {
      bib: cellOf(row, 'bb') ?? '',
      place: place !== null && /^\d+/.test(place) ? Number.parseInt(place, 10) : null,
      total: /-?\d+(\.\d+)?$/.exec(cellOf(row, 'pt')?.replaceAll(',', '') ?? '')?.[0] ?? null,
      award: /[A-Za-z]+/.exec(cellOf(row, 'aw') ?? '')?.[0]?.toLowerCase() ?? null,
    };
  });
}

/** The text of the cell of this class, without its tags. */
function cellOf(row: string, kind: string): string | null {
  const cell = new RegExp(`<t[dh][^>]* class="${kind}[ "][^>]*>([\\s\\S]*?)</t[dh]>`).exec(`${row}`)?.[1];
  return cell === undefined
    ? null
    : cell
        .replaceAll(/<small>.*?<\/small>/g, '')
        .replaceAll(/<[^>]*>/g, ' ')
        .trim();
}
