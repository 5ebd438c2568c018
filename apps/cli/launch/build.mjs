// Compiles apps and libs into dist: only what has changed, by content; copies the files that are not code; forgets what is gone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './steps.mjs';

const IGNORED = /(^|\/)(node_modules|launch)(\/|$)|\.test\.tsx?$|\.d\.ts$|(^|\/)\./;

/** Returns how many files were written and how many stand in all. */
export async function build(root = ROOT, dist = join(root, 'dist')) {
  const { transform, version } = await import('@swc/core');
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  const key = hash(version, JSON.stringify(options), readFileSync(new URL(import.meta.url)));
  const record = join(dist, '.build.json');
  const before = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : { key: '', files: {} };
  const files = {};
  const stale = [];
  for (const path of ['apps', 'libs'].flatMap((folder) => sourcesIn(root, folder))) {
    const content = readFileSync(join(root, path));
    files[path] = hash(content);
    if (before.key !== key || before.files[path] !== files[path] || !existsSync(join(dist, outputOf(path)))) stale.push([path, content]);
  }
  for (const path of Object.keys(before.files).filter((known) => !(known in files))) {
    for (const suffix of ['', '.map']) rmSync(join(dist, outputOf(path) + suffix), { force: true });
  }
  await Promise.all(stale.map(([path, content]) => compile(transform, { ...options, root }, path, content, join(dist, outputOf(path)))));
  mkdirSync(dist, { recursive: true });
  writeFileSync(record, JSON.stringify({ key, files }));
  return { written: stale.length, all: Object.keys(files).length };
}

async function compile(transform, { root, ...options }, path, content, output) {
  mkdirSync(dirname(output), { recursive: true });
  if (!isCode(path)) return writeFileSync(output, content);
  const filename = join(root, path);
  const { code, map } = await transform(content.toString('utf8'), {
    ...options,
    filename,
    sourceFileName: relative(dirname(output), filename),
    configFile: false,
    swcrc: false,
  });
  if (map === undefined) return writeFileSync(output, code);
  const name = output.slice(output.lastIndexOf('/') + 1);
  writeFileSync(`${output}.map`, map);
  writeFileSync(output, `${code}\n//# sourceMappingURL=${name}.map\n`);
}

function sourcesIn(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (IGNORED.test(path)) return [];
    return entry.isDirectory() ? sourcesIn(root, path) : [path];
  });
}

function isCode(path) {
  return /\.tsx?$/.test(path);
}

function outputOf(path) {
  return path.replace(/\.tsx?$/, '.js');
}

function hash(...parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { written, all } = await build();
  console.log(`${written} of ${all} files written to dist`);
}
