import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectAccessible, harness, shot, type Page } from './page';
import { cardsOf, namesOf, otherCards, saved, writeChords } from './songPage';

// What is seldom met: slow uploads, single dials, weights of a blend, little motion, the trash, the page's look, a password.

const test = harness();
const photo = readFileSync('src/components/inspire/examples/evening_sea.jpg');

async function inspire(page: Page, text: string): Promise<void> {
  await page.locator('#inspire-text').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.card').first().waitFor();
  await expect.poll(() => page.locator('.suggest[aria-busy=true]').count()).toBe(0);
}
/** The requests for new cards from now on, as they were sent. */
async function asked(page: Page): Promise<{ shifts?: { brightness: number }; ending?: string }[]> {
  const seen: { shifts?: { brightness: number }; ending?: string }[] = [];
  await page.route('**/api/v1/suggestions', (route) => {
    seen.push(route.request().postDataJSON() as { ending?: string });
    return route.continue();
  });
  return seen;
}

describe.runIf(process.env.AMUSE_FULL)('a file on its way', () => {
  it('shows how much of it is sent, and is let go where that is wanted', async () => {
    const page = await test.open();
    // A line of 25 kB a second: a photo of some kilobytes and what is put behind it takes a while.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 25_000 });
    const large = Buffer.concat([photo, Buffer.alloc(400_000)]);
    await page.setInputFiles('.inspire input[type=file]', { name: 'sea.jpg', mimeType: 'image/jpeg', buffer: large });
    const bar = page.locator('.sending progress');
    const share = (): Promise<number> => bar.evaluate((one: HTMLProgressElement) => one.value);
    await bar.waitFor();
    await expect.poll(share, { interval: 50 }).toBeGreaterThan(0.02);
    const first = await share();
    await expect.poll(share, { interval: 50 }).toBeGreaterThan(first);
    expect(await share()).toBeLessThan(1);
    await expectAccessible(page);
    await shot(page, 'sending');
    await page.locator('.sending button', { hasText: 'Cancel' }).click();
    await expect.poll(() => page.locator('.sending').count()).toBe(0);
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await page.waitForTimeout(1000);
    expect(await page.locator('.items .item, .card').count()).toBe(0);
    await page.setInputFiles('.inspire input[type=file]', { name: 'sea.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.locator('.items .item img').waitFor();
    await page.locator('.card').first().waitFor();
  });
});

describe.runIf(process.env.AMUSE_FULL)('the dials', () => {
  it('make cards brighter, and ending at home', async () => {
    const page = await test.open();
    const requests = await asked(page);
    await inspire(page, 'the last train home, rain on the window');
    await page.getByRole('button', { name: 'Dials' }).click();
    let before = await cardsOf(page);
    const brightness = page.locator('.more-dials input[type=range]').nth(1);
    await brightness.focus();
    await page.keyboard.press('End');
    before = await otherCards(page, before);
    expect(requests.at(-1)?.shifts?.brightness).toBe(1);
    await page.getByLabel('Ending').selectOption('close');
    before = await otherCards(page, before);
    expect(requests.at(-1)?.ending).toBe('close');
    // The last chord of each is the key's own: what it closes on.
    await expect.poll(() => page.locator('.suggest[aria-busy=true]').count()).toBe(0);
    const lasts = await page.locator('.card').evaluateAll((all) => all.map((card) => [...card.querySelectorAll('.chord-roman')].at(-1)?.textContent ?? ''));
    expect(lasts.length).toBe(4);
    for (const last of lasts) expect(last).toMatch(/^[Ii](?![iIvV])/);
    await page.getByRole('button', { name: 'Back to the middle' }).click();
    await otherCards(page, before);
    expect(requests.at(-1)).toMatchObject({ shifts: { brightness: 0 }, ending: 'auto' });
  });
});

describe.runIf(process.env.AMUSE_FULL)('a blend', () => {
  it('leans to the inspiration that counts for more', async () => {
    const page = await test.open();
    await inspire(page, 'fireworks over the harbour');
    const words = (): Promise<string> => page.locator('.chip-word').evaluateAll((all) => all.map((one) => `${one.textContent} ${one.getAttribute('aria-valuenow')}`).join());
    const alone = await words();
    await page.setInputFiles('.inspire input[type=file]', { name: 'sea.jpg', mimeType: 'image/jpeg', buffer: photo });
    await expect.poll(() => page.locator('.items .item').count()).toBe(2);
    await expect.poll(words).not.toBe(alone);
    await expect.poll(() => page.locator('.suggest[aria-busy=true]').count()).toBe(0);
    const even = await words();
    const weigh = async (key: string): Promise<void> => {
      const before = await cardsOf(page);
      await page.locator('.weight input').nth(1).focus();
      await page.keyboard.press(key);
      await otherCards(page, before);
    };
    await weigh('Home'); // nothing of the picture
    await expect.poll(words).toBe(alone);
    expect(await page.locator('.weight input').nth(1).getAttribute('aria-valuetext')).toMatch(/^0/);
    await weigh('End'); // twice as much as of the words
    await expect.poll(words).not.toBe(alone);
    expect(await words()).not.toBe(even);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(words).toBe(even);
  });
});

describe.runIf(process.env.AMUSE_FULL)('where little motion is wanted', () => {
  it('nothing moves by itself, and cards and sheets are there at once', async () => {
    const page = await test.open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(window, { moved });
      for (const kind of ['animationstart', 'transitionrun'] as const) {
        addEventListener(kind, (event) => {
          const animation = document.getAnimations().find((one) => (one.effect as KeyframeEffect).target === event.target);
          const { duration, delay = 0 } = animation?.effect?.getComputedTiming() ?? {};
          if (Number(duration) + delay > 1) moved.push(`${kind} ${(event.target as Element).className}`);
        }, true);
      }
    });
    await inspire(page, 'the last train home');
    await page.locator('.card .primary').first().click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('button', { name: 'Songs', exact: true }).click();
    await page.locator('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
  });
});

describe.runIf(process.env.AMUSE_FULL)('the trash', () => {
  it('has what is thrown away, and gives it back', async () => {
    const page = await test.open();
    await page.getByLabel('Song title').fill('Old shoes');
    await page.keyboard.press('Enter');
    await writeChords(page, 'C Am');
    await saved(page);
    await page.getByRole('button', { name: 'Songs', exact: true }).click();
    await page.getByRole('button', { name: 'Throw away “Old shoes”' }).click();
    await page.locator('.notice', { hasText: 'Old shoes' }).waitFor();
    await expect.poll(() => namesOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Trash', exact: true }).click();
    await page.getByRole('button', { name: 'Bring back “Old shoes”' }).waitFor();
    await expectAccessible(page);
    await shot(page, 'trash');
    await page.getByRole('button', { name: 'Bring back “Old shoes”' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Bring back “Old shoes”' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Trash', exact: true }).click();
    await page.getByRole('button', { name: 'Old shoes', exact: true }).click();
    await expect.poll(() => namesOf(page)).toEqual(['C', 'Am']);
  });
});

describe.runIf(process.env.AMUSE_FULL)("the page's look", () => {
  it('is chosen in a menu that breaks no rule of accessibility, in both colours and languages', async () => {
    const page = await test.open();
    await page.getByRole('button', { name: 'Look and language' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dark' }).click();
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(23, 22, 20)');
    await page.getByRole('button', { name: '한국어' }).click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('ko');
    await expectAccessible(page);
    await shot(page, 'look');
    await page.reload();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('ko');
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(23, 22, 20)');
  });
});
