// `npm run guildhall -- COMMAND`: the admin and offline tools, from a fresh clone with any Node from 18 on.
import { launch } from './launch.mjs';

await launch(process.argv.slice(2), { quiet: true });
