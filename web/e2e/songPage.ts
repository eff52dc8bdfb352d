import { expect } from 'vitest';
import type { Page } from './page';

/** What tests do and see in the song. */

/** The chords of the song as screen readers are told them: "Am7, Verse, bar 2, beat 1, 4 beats". */
export async function chordsOf(page: Page): Promise<string[]> {
  return page.locator('.sections .cell.chord').evaluateAll((cells) => cells.map((cell) =>
    ['.cell-name', '.visually-hidden', 'em'].map((part) => cell.querySelector(part)?.textContent?.trim()).filter(Boolean).join(', ')));
}
/** Only their names. */
export async function namesOf(page: Page): Promise<string[]> {
  return (await chordsOf(page)).map((words) => words.split(',')[0] ?? '');
}

export async function goToSong(page: Page): Promise<void> {
  const songTab = page.locator('.views button').nth(1);
  if (await songTab.isVisible()) await songTab.click();
}

/** Types a chord, or several, into the cell that has the keyboard. */
export async function typeChord(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Enter');
  await page.locator('.chord-input input').waitFor();
  await page.locator('.chord-input input').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.chord-input').waitFor({ state: 'detached' });
}

/** Writes chords from the first bar on, a bar each. */
export async function writeChords(page: Page, text: string): Promise<void> {
  await goToSong(page);
  await page.locator('.sections .cell').first().click();
  await typeChord(page, text);
}

export async function saved(page: Page): Promise<void> {
  await page.locator('.save-state.saved:not(:empty)').waitFor({ state: 'attached' });
}

/** The chords of each card on the table. */
export async function cardsOf(page: Page): Promise<string[]> {
  return page.locator('.card').evaluateAll((list) => list.map((card) => [...card.querySelectorAll('.chord-name')].map((name) => name.textContent).join(' ')));
}

/** Waits until other cards are on the table. */
export async function otherCards(page: Page, before: readonly string[]): Promise<string[]> {
  await expect.poll(async () => {
    const now = await cardsOf(page);
    return now.length > 0 && now.join() !== before.join();
  }, { timeout: 10_000 }).toBe(true);
  return cardsOf(page);
}
