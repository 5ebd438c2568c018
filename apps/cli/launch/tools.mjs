import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT, run, step } from './steps.mjs';

const CJK = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
];

/** What some tests need beside npm packages. `test/support/tools.ts` skips what is missing, and fails it in CI. */
const TOOLS = [
  { name: 'a browser', debian: 'chromium', isThere: () => ['chromium', 'chromium-browser', 'google-chrome'].some(onPath) },
  { name: 'Chinese fonts', debian: 'fonts-noto-cjk', isThere: () => process.platform === 'darwin' || CJK.some(existsSync) },
  { name: 'redis-server', debian: 'redis-server', isThere: () => onPath('redis-server') },
  { name: 'pdftotext', debian: 'poppler-utils', isThere: () => onPath('pdftotext') },
  { name: 'qpdf', debian: 'qpdf', isThere: () => onPath('qpdf') },
  { name: 'zbarimg', debian: 'zbar-tools', isThere: () => onPath('zbarimg') },
];

/** Installs what root may install here, and returns what is still missing, each with the reason. */
export async function ensureTools(node) {
  let missing = TOOLS.filter((tool) => !tool.isThere());
  if (missing.length === 0) return [];
  let reason = 'only root can install it by apt-get';
  if (!onPath('apt-get')) reason = 'this is not Debian: install it with the system’s package manager';
  else if (process.getuid?.() === 0)
    reason = await step(`installing ${missing.map(({ debian }) => debian).join(' ')}`, () => aptInstall(missing));
  missing = TOOLS.filter((tool) => !tool.isThere());
  if (missing.some(({ debian }) => debian === 'chromium') && (await installBrowser(node)))
    missing = missing.filter(({ debian }) => debian !== 'chromium');
  return missing.map(({ name }) => ({ name, reason }));
}

async function aptInstall(tools) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env });
  const args = ['install', '-q', '-y', '--no-install-recommends', ...tools.map(({ debian }) => debian)];
  const install = await run('apt-get', args, { env });
  if (install.code === 0) return 'installed';
  const said = `${update.said}\n${install.said}`.split('\n').filter((line) => /^[EW]: /.test(line));
  return `apt-get could not install it: ${said.at(-1) ?? `exit code ${install.code}`}`;
}

/** Playwright’s own installer, where its download server can be reached. */
async function installBrowser(node) {
  const cli = join(ROOT, 'node_modules/playwright-core/cli.js');
  const { code } = await step('installing a browser by Playwright', () =>
    run(node, [cli, 'install', 'chromium'], { timeout: 180_000 }).then(({ code }) => ({ code })),
  );
  return code === 0;
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
}
