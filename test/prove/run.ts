// npm run prove: lists the promises · npm run prove -- R4 [SIZE] [SEED]: proves one and prints its figure
import { isProved, promises } from './promises.js';
import { Dice } from './proof.js';

function list(): void {
  for (const { id, says, loader } of promises) console.log(`${id.padEnd(4)}${loader === null ? '–' : '✓'} ${says}`);
  const without = promises.filter((promise) => !isProved(promise)).map(({ id }) => id);
  console.log(`\n✓ is proved by: npm run prove -- ID [SIZE] [SEED]`);
  console.log(`– has no command yet, at most a sample in npm test: ${without.join(' ')}`);
}

async function prove(id: string, size: string | undefined, seed: string | undefined): Promise<boolean> {
  const promise = promises.find((one) => one.id === id.toUpperCase());
  if (promise?.loader === undefined || promise.loader === null) {
    console.error(promise === undefined ? `There is no promise ${id}` : `${promise.id} has no proof yet: ${promise.says}`);
    return false;
  }
  const proof = await promise.loader();
  const wanted = [Number(size ?? proof.size), Number(seed ?? Date.now() % 1_000_000)] as const;
  if (!wanted.every((number) => Number.isSafeInteger(number)) || wanted[0] < 1) {
    console.error('Size and seed are whole numbers: npm run prove -- ID [SIZE] [SEED]');
    return false;
  }
  const began = performance.now();
  const say = (line: string) => process.stderr.write(`${promise.id}: … ${line}\n`);
  const { holds, figure } = await proof.prove(wanted[0], new Dice(wanted[1]), say);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`${promise.id}: ${figure}, ${seconds} s${holds ? '' : ': BROKEN'}`);
  return holds;
}

const [id, size, seed] = process.argv.slice(2);
if (id === undefined) list();
else process.exit((await prove(id, size, seed)) ? 0 : 1);
