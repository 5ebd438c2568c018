import { type Browser, chromium } from 'playwright-core';
import { pathOfTool } from './tools.js';

/** A real browser without a window. Close it when done; ask `describeWith(['chromium'], …)` first whether there is one. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? pathOfTool('chromium');
  if (executablePath === null) throw new Error('This machine has no Chromium');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
