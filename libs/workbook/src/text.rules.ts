/** Blank characters that people leave in cells: spaces of every width, tabs, line ends, zero-width marks, the byte order mark. */
const BLANK = '[\\s\\u200b-\\u200d\\u2060\\ufeff]';
const OUTER_BLANKS = new RegExp(`^${BLANK}+|${BLANK}+$`, 'g');
const BLANKS = new RegExp(`${BLANK}+`, 'g');

/** A cell's text without blanks around it; inside, line ends become `\n` and nothing else changes. Names keep their characters. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(OUTER_BLANKS, '');
}

/** Full-width letters, digits and signs as their half-width twins (`１００．５％` → `100.5%`); other characters stay. */
export function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');
}

/** What two headers have in common when they mean the same: no blanks, no marks such as `*` or `（必填）`, any case, any width. */
export function headerKey(text: string): string {
  return foldWidth(text)
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(BLANKS, '')
    .replace(/[*:_\-."“”]/g, '');
}

/**
 * A decimal as people write it in a cell: full-width digits, a thousands comma, a unit such as 分 or `pts` behind it.
 * @returns a plain decimal string without leading or trailing zeros (`-0.5`, `100`), or null when it is none
 */
export function decimalIn(text: string): string | null {
  const plain = foldWidth(text)
    .replace(BLANKS, '')
    .replace(/^−/, '-')
    .replace(/(分|点|pts?|points?)$/i, '');
  const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  const match = /^([-+]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(grouped);
  if (match === null || !/\d/.test(grouped) || grouped.length > 40) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const magnitude = `${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude;
}

/**
 * The decimal that Excel shows for the number it stored: 15 significant digits, so that a formula's `0.30000000000000004` is 0.3 again.
 * Source: Microsoft, "Excel specifications and limits", number precision.
 */
export function storedDecimal(raw: string): string {
  const digits = raw.replace(/^-/, '').replace('.', '').replace(/^0+/, '');
  if (/^-?\d+(\.\d+)?$/.test(raw) && digits.length <= 15) return decimalIn(raw) ?? raw;
  const [mantissa = '0', exponent = '0'] = Number(raw).toExponential(14).split('e');
  return decimalIn(shift(mantissa, Number(exponent))) ?? raw;
}

/** Moves the point of `-1.2345` to the right by `places` (to the left when negative). */
function shift(mantissa: string, places: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  const point = 1 + places;
  if (point <= 0) return `${sign}0.${'0'.repeat(Math.min(-point, 30))}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(Math.min(point, 40), '0')}.${digits.slice(point)}`;
}
