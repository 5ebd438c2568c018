/**
 * A name that its bearer recognises and a stranger does not learn: the first character of a Chinese name (`张*`, `欧***`),
 * of every part of another one (`买**·吐**`, `A****-S***** M*****`).
 */
export function maskedName(name: string): string {
  return name
    .split(/([\s·-]+)/u)
    .map((part) => (/^[\s·-]*$/u.test(part) ? part : masked([...part])))
    .join('');
}

function masked([first = '', ...rest]: readonly string[]): string {
  return first + '*'.repeat(Math.max(rest.length, 1));
}
