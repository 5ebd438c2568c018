// Lets Node run the sources as they stand: `node --import ./test/support/typescript.mjs FILE.ts`.
// Rooms resolve to their sources, relative imports ending in .js to the .ts or .tsx beside, and SWC transforms each file.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const options = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('#') && !context.parentURL?.includes('/node_modules/')) {
      return next(specifier, { ...context, conditions: ['source', ...(context.conditions ?? [])] });
    }
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.startsWith('file:') && !context.parentURL.includes('/node_modules/')) {
      for (const extension of ['.ts', '.tsx']) {
        const url = new URL(specifier.replace(/\.js$/, extension), context.parentURL);
        if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
      }
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!/^file:.*\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      ...options,
      configFile: false,
      swcrc: false,
      filename,
      sourceMaps: 'inline',
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
