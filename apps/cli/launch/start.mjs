// `npm start`: installs, builds and runs everything, from a fresh clone with any Node from 18 on.
import { launch } from './launch.mjs';

console.log('Guildhall 工匠之家');
await launch(['up', ...process.argv.slice(2)]);
