import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFakeModel, type FakeModel } from './fakeModel';
import { expectAccessible, harness, shot, type Page, type PageOptions } from './page';

// A language model proposes and reads: what it is given, and its cards as they come.

vi.setConfig({ testTimeout: 60_000 });
let model: FakeModel | null = null;
const test = harness(async () => {
  model = await startFakeModel();
  return `[llm]\nproposer = "home"\nreader = "home"\n[providers.home]\nfamily = "ollama"\nurl = "${model.url}"\nmodel = "fake-1"\nimages = true\n`;
});
let page: Page;
const asked = (): string[] => [...(model?.asked ?? [])];
const questions = (): string[] => asked().filter((body) => body.includes('progression'));
const readings = (): string[] => asked().filter((body) => !body.includes('progression'));
const cards = (): Promise<string[]> => page.locator('.card').evaluateAll((list) => list.map((card) => [...card.querySelectorAll('.chord-name')].map((name) => name.textContent).join(' ')));

async function open(options: PageOptions = {}): Promise<void> {
  page = await test.open(options);
  await page.waitForSelector('.goes-out');
}
async function write(text: string): Promise<void> {
  await page.fill('#inspire-text', text);
  await page.press('#inspire-text', 'Enter');
}
const whole = (): Promise<void> => expect.poll(() => page.locator('.suggest[aria-busy=false] .card').count(), { timeout: 20_000 }).toBe(4);

afterAll(() => model?.stop());
beforeEach(() => { model?.wait({ first: 0, each: 0 }); });

describe('what leaves', () => {
  it('is said before anything is written, and shown word for word before it is sent', async () => {
    await open();
    const before = asked().length;
    expect(await page.locator('.goes-out > summary').textContent()).toBe('fake-1 (this machine) is given: words');
    await page.locator('.goes-out > summary').click();
    await page.waitForSelector('.would-send pre');
    expect(await page.locator('.would-send pre').first().textContent()).toContain('Words, the most important first');
    await expectAccessible(page);
    await shot(page, 'models-goes-out');
    await page.fill('#inspire-text', 'rain on the window');
    await expect.poll(() => page.locator('.would-send pre').first().textContent()).toContain('rain on the window');
    expect(asked().length).toBe(before);
    await write('rain on the window');
    await whole();
    expect(questions().length).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.would-send pre').first().textContent()).toContain('rain on the window');
  });

  it('is nothing once the song says so; undone, it is asked again', async () => {
    await open();
    await write('rain on the window');
    await whole();
    await page.locator('.goes-out > summary').click();
    const before = asked().length;
    const old = await cards();
    await page.getByRole('checkbox', { name: 'words' }).uncheck();
    await expect.poll(() => page.locator('.goes-out > summary').textContent()).toBe('fake-1 (this machine) is given nothing');
    await expect.poll(() => page.locator('.would-send').textContent()).toContain('Nothing.');
    await expect.poll(async () => (await cards()).join() !== old.join(), { timeout: 10_000 }).toBe(true);
    await whole();
    await page.getByRole('button', { name: 'New ideas' }).click();
    await page.waitForTimeout(400);
    await whole();
    expect(asked().length).toBe(before);
    expect(await page.locator('.card-own').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByRole('checkbox', { name: 'words' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'New ideas' }).click();
    await expect.poll(() => asked().length, { timeout: 10_000 }).toBeGreaterThan(before);
  });

  it.runIf(process.env.AMUSE_FULL)('is a photo only where the song says so, and the song keeps that', async () => {
    await open();
    await page.setInputFiles('input[type=file]', join(import.meta.dirname, '../src/components/inspire/examples/evening_sea.jpg'));
    await page.waitForSelector('.item');
    await whole();
    expect(asked().some((body) => body.includes('"images"'))).toBe(false);
    await page.locator('.goes-out > summary').click();
    expect(await page.getByRole('checkbox', { name: 'sounds' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'photos' }).check();
    await expect.poll(() => page.locator('.would-send').textContent(), { timeout: 10_000 }).toContain('image/jpeg');
    await expect.poll(() => readings().some((body) => body.includes('"images"')), { timeout: 10_000 }).toBe(true);
    await page.waitForTimeout(500);
    await page.reload();
    await page.waitForSelector('.goes-out');
    await expect.poll(() => page.locator('.goes-out > summary').textContent()).toBe('fake-1 (this machine) is given: words, photos');
  });
});

describe('cards of a model', () => {
  it('are laid out one by one as they come, and never change places', async () => {
    await open();
    model?.wait({ first: 0, each: 250 });
    await write('a long road home');
    await page.waitForSelector('.suggest[aria-busy=true] .card', { timeout: 15_000 });
    const first = await cards();
    expect(first.length).toBeLessThan(4);
    expect(await page.locator('.busy').textContent()).toContain('More are on their way');
    await page.locator('.card .hear').first().click();
    await page.waitForSelector('.card[data-hearing=true]');
    await whole();
    expect((await cards()).slice(0, first.length)).toEqual(first);
    expect(await page.locator('.card[data-hearing=true]').count()).toBe(1);
  });

  it.runIf(process.env.AMUSE_FULL)('join those of the built-in proposer where the model is slow; whose they are is marked', async () => {
    await open();
    model?.wait({ first: 2500, each: 0 });
    await write('snow over the harbour');
    await page.waitForSelector('.suggest[aria-busy=true] .card', { timeout: 15_000 });
    expect(await page.locator('.card-own').count()).toBe(2);
    const first = await cards();
    await whole();
    expect((await cards()).slice(0, 2)).toEqual(first);
    expect(await page.locator('.card-own').count()).toBe(2);
    await expectAccessible(page);
    await shot(page, 'models-slow');
  });
});
