import { describe, expect, it } from 'vitest';
import { harness, type Page } from './page';
import { cardsOf, namesOf, otherCards, saved, writeChords } from './songPage';

// Cards for a place in the song: where they go, and how they are heard there.

const test = harness();

/** A chord that comes again at once is one chord where it is played. */
const joined = (chords: string): string => chords.split(' ').filter((one, index, all) => one !== all[index - 1]).join(' ');

/** Asks for cards near the first one, in one of its ways, and waits for them. */
async function askNear(page: Page, way: string): Promise<void> {
  const before = await cardsOf(page);
  await page.locator('.card').first().locator('.tool-more').click();
  await page.locator('.card-ways button', { hasText: way }).click();
  await otherCards(page, before);
}

describe('cards for a place in the song', () => {
  it('make a section of their own too where they were made from one that contrasts', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await saved(page);
    await page.getByRole('button', { name: 'Contrasting section', exact: true }).click();
    await page.waitForSelector('.card');
    await askNear(page, 'More like this');
    await expect.poll(() => page.locator('.suggest[aria-busy=true]').count()).toBe(0);
    for (const place of [0, 1]) {
      const chords = (await cardsOf(page))[place];
      await page.locator('.card').nth(place).locator('.primary').click();
      await expect.poll(() => page.locator('.part').count()).toBe(2 + place);
      await expect.poll(async () => (await namesOf(page)).join(' ')).toContain(chords);
    }
    expect((await namesOf(page)).join(' ')).toContain('C Am F G');
  });

  it('say why where the section they were asked for is gone', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await page.getByRole('button', { name: 'More for Verse', exact: true }).click();
    await page.getByRole('button', { name: 'Copy the section' }).click();
    await expect.poll(() => page.locator('.part').count()).toBe(2);
    await page.locator('.sections .cell.chord').nth(4).click();
    await saved(page);
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await page.waitForSelector('.card');
    await askNear(page, 'Vary it');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.part').count()).toBe(1);
    await page.locator('.card .primary').first().click();
    await page.locator('.notice', { hasText: 'no longer in the song' }).waitFor();
  });

  it.runIf(process.env.AMUSE_FULL)('are heard after the two bars of the song before them, fetched before they are asked for', async () => {
    const page = await test.open();
    await page.evaluate(() => {
      const seen: string[] = [];
      const { fetch } = window;
      Object.assign(window, { played: seen });
      window.fetch = async (...all) => {
        if (String(all[0]).endsWith('/perform')) {
          const { song } = JSON.parse(await (all[1]?.body as Blob).text()) as { song: { parts: { chords: { symbol: string }[] }[] } };
          const symbols = song.parts.flatMap((part) => part.chords.map((chord) => chord.symbol));
          seen.push(symbols.filter((one, index) => one !== symbols[index - 1]).join(' '));
        }
        return fetch(...all);
      };
    });
    const played = (): Promise<string[]> => page.evaluate(() => (window as unknown as { played: string[] }).played);
    await writeChords(page, 'C Am F G');
    await saved(page);
    for (const verb of ['Go on', 'Contrasting section']) {
      const before = await cardsOf(page);
      await page.getByRole('button', { name: verb, exact: true }).click();
      const [shown = ''] = await otherCards(page, before);
      const first = joined(shown);
      await expect.poll(played).toContain(`F G ${first}`);
      const asked = (await played()).length;
      await page.locator('.card .hear').first().click();
      await page.waitForSelector('.card[data-hearing=true]');
      expect((await played()).slice(asked)).not.toContain(`F G ${first}`);
      await page.locator('.card .hear').first().click();
    }
    // In the midst of a section: what stands before the chosen bar.
    await page.locator('.sections .cell.chord').nth(3).click();
    const before = await cardsOf(page);
    await page.getByRole('button', { name: 'Other chords here', exact: true }).click();
    const [first = ''] = await otherCards(page, before);
    await expect.poll(played).toContain(`Am F ${first}`);
  });
});
