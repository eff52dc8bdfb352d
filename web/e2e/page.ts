import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startServer, type RunningServer } from './server';

export type { Page } from 'playwright-core';

/** The three sizes the page is made for. */
export const sizes = {
  desktop: { width: 1280, height: 800 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
} as const;
export type SizeName = keyof typeof sizes;

export interface PageOptions {
  size?: SizeName;
  colours?: 'light' | 'dark';
  language?: 'en' | 'ko';
}

export interface Harness {
  server: RunningServer;
  /**
   * A page as a new user has it: nothing kept, nothing open. Errors in it, failed rules of the content policy and requests
   * elsewhere fail the test.
   */
  open(options?: PageOptions): Promise<Page>;
}

/** One server and one browser for the tests of a file. @param models  Gives the configuration of language models. @param password  What the page asks for first. */
export function harness(models: () => Promise<string> = () => Promise.resolve(''), password = ''): Harness {
  let server: RunningServer | null = null;
  let browser: Browser | null = null;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    server = await startServer(await models(), password);
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--autoplay-policy=user-gesture-required', '--disable-dev-shm-usage'],
    });
  }, 30000);
  afterEach(() => { expect(complaints.splice(0)).toEqual([]); });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const running = (): RunningServer => {
    if (!server) throw new Error('the server runs only within tests');
    return server;
  };
  return {
    get server() { return running(); },
    open: async (options = {}) => {
      if (!browser) throw new Error('the browser runs only within tests');
      for (const old of contexts.splice(0)) await old.close();
      complaints = [];
      const size = options.size ?? 'desktop';
      const context = await browser.newContext({
        viewport: sizes[size], hasTouch: size !== 'desktop', isMobile: size === 'phone',
        colorScheme: options.colours ?? 'light', reducedMotion: 'no-preference',
        locale: options.language === 'ko' ? 'ko-KR' : 'en-GB', acceptDownloads: true,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      contexts = [context];
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('Failed to load resource')) complaints.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(running().url)) complaints.push(`asked elsewhere: ${request.url()}`);
      });
      await page.goto(`${running().url}/`);
      await page.locator(password ? '.login' : '.page').waitFor();
      return page;
    },
  };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
}

/** Holds what is seen now against axe-core's rules: no violation. */
export async function expectAccessible(page: Page): Promise<void> {
  // Through the debugger: the page's own policy lets no such script in.
  await page.evaluate(axeSource);
  // What is still fading in has the contrast of its moment.
  await page.evaluate(() => Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => undefined))));
  const result = await page.evaluate(async () => (await (window as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run()));
  const found = result.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => `${String(node.target)} ${node.failureSummary ?? ''}`).join('; ')})`);
  expect(found).toEqual([]);
}

/** From one point of the page to another with the mouse's button held. */
export async function dragBy(page: Page, from: Point, to: Point, steps: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps });
  await page.mouse.up();
}
interface Point {
  x: number;
  y: number;
}

/** What a screen reader was told last. */
export async function announced(page: Page): Promise<string> {
  return (await page.locator('[role=status][aria-live=polite]').first().textContent()) ?? '';
}

/** A picture for people to look at, in $AMUSE_SHOTS; without it nothing is drawn. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['AMUSE_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
