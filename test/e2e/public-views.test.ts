import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PAGE_SECURITY_POLICY } from '../../apps/api/src/http/public/views.js';
import { openBrowser } from '../support/browser.js';
import { samplePages } from '../support/render-samples.js';
import { describeWith } from '../support/tools.js';

// The pages as a phone, a desk and a printer get them: made-up content, real browser, the real security policy.

const pages = samplePages();
const names = Object.keys(pages);
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1180, height: 820 };

type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
declare const axe: Axe;

describeWith(['chromium'], 'public pages in a browser', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const html = pages[(request.url ?? '').slice(1)];
      response.writeHead(html === undefined ? 404 : 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': PAGE_SECURITY_POLICY,
      });
      response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function onPage<T>(options: BrowserContextOptions, work: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it.each([
    ['every page on a phone', names.filter((name) => name !== 'results-200.html'), { viewport: PHONE, colorScheme: 'light' }, WCAG],
    [
      'the colours of every page in the dark',
      names.filter((name) => name !== 'results-200.html'),
      { viewport: PHONE, colorScheme: 'dark' },
      ['color-contrast'],
    ],
    ['tables and forms on a desk', ['results-en.html', 'entry.html', 'sheet.html'], { viewport: DESK, colorScheme: 'light' }, WCAG],
  ] as const)(
    'have no accessibility violation: %s',
    async (_, chosen, options, rules) => {
      const violations = await onPage({ ...options, bypassCSP: true }, async (page) => {
        const found: string[] = [];
        for (const name of chosen) {
          await page.goto(`${origin}/${name}`);
          await page.evaluate(axeSource);
          const result = await page.evaluate((runOnly) => axe.run({ runOnly, resultTypes: ['violations'] }), [...rules]);
          found.push(...result.violations.map(({ id, nodes }) => `${name} ${id} ${nodes[0]?.html}`));
        }
        return found;
      });
      expect(violations).toEqual([]);
    },
    90_000,
  );

  it.each([
    ['a narrow phone of 320 pixels', 320, 100],
    ['a phone whose owner doubled the letters', 390, 200],
  ])(
    'need no sideways scrolling on %s',
    async (_, width, letters) => {
      const wide = await onPage({ viewport: { width, height: 640 } }, async (page) => {
        const found: string[] = [];
        for (const name of names) {
          await page.goto(`${origin}/${name}`);
          const excess = await page.evaluate((percent) => {
            document.documentElement.style.fontSize = `${percent}%`;
            return document.documentElement.scrollWidth - window.innerWidth;
          }, letters);
          if (excess > 0) found.push(`${name} by ${excess}`);
        }
        return found;
      });
      expect(wide).toEqual([]);
    },
    60_000,
  );

  it('are drawn with scripts off, under the security policy, without asking anything else of the network', async () => {
    const { asked, complaints } = await onPage({ viewport: PHONE, javaScriptEnabled: false }, async (page) => {
      const seen = { asked: [] as string[], complaints: [] as string[] };
      page.on('request', (request) => seen.asked.push(request.url()));
      page.on('console', (line) => seen.complaints.push(line.text()));
      for (const name of names) {
        await page.goto(`${origin}/${name}`);
        expect(await page.locator('h1').isVisible()).toBe(true);
        const band = await page.locator('.band').boundingBox();
        expect(band?.width).toBe(PHONE.width);
      }
      return seen;
    });
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !names.includes(url.slice(origin.length + 1)) && !url.startsWith('data:'))).toEqual([]);
  }, 60_000);

  it('keep every chip and seal whole, and give fingers 44 pixels in forms', async () => {
    const faults = await onPage({ viewport: PHONE }, async (page) => {
      const found: string[] = [];
      for (const name of names) {
        await page.goto(`${origin}/${name}`);
        found.push(
          ...(
            await page.evaluate(() => [
              ...[...document.querySelectorAll('.chip')]
                .filter((chip) => chip.getBoundingClientRect().height > 32)
                .map((chip) => `chip on two lines: ${chip.textContent}`),
              ...[...document.querySelectorAll('.button, .levels label, main input:not([type=hidden],[type=radio])')]
                .filter((target) => target.getBoundingClientRect().height > 0 && target.getBoundingClientRect().height < 43.5)
                .map((target) => `too small: ${target.outerHTML.slice(0, 80)}`),
            ])
          ).map((fault) => `${name} ${fault}`),
        );
      }
      return found;
    });
    expect(faults).toEqual([]);
  }, 60_000);

  it('ask the judge for a reason only once something is being corrected', async () => {
    await onPage({ viewport: PHONE }, async (page) => {
      await page.goto(`${origin}/sheet.html`);
      const reason = page.locator('[name="reason.B1.1"]');
      expect(await reason.isVisible()).toBe(false);
      await page.getByLabel('更正为 B1.1').fill('3');
      expect(await reason.isVisible()).toBe(true);
      const judged = page.locator('[name="reason.B2.1"]');
      expect(await judged.isVisible()).toBe(false);
      await page.locator('[name="mark.B2.1"][value="3"]').check();
      expect(await judged.isVisible()).toBe(true);
      await page.locator('[name="mark.B2.1"][value="2"]').check();
      expect(await judged.isVisible()).toBe(false);
    });
  }, 30_000);

  it('lead the keyboard to the content first, with the focus in sight', async () => {
    await onPage({ viewport: DESK }, async (page) => {
      await page.goto(`${origin}/results.html`);
      await page.keyboard.press('Tab');
      const skip = page.locator('.skip');
      expect(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().left >= 0)).toBe(true);
      expect(await skip.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid');
    });
  }, 30_000);

  it('print as a protocol: few pages, the competition named, boxes to sign', async () => {
    await onPage({ viewport: DESK }, async (page) => {
      await page.goto(`${origin}/results.html`);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.signatures').isVisible()).toBe(true);
      expect(await page.locator('.session').isVisible()).toBe(false);
      expect(await page.locator('.crumbs').isVisible()).toBe(true);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(3);
    });
  }, 30_000);
});
