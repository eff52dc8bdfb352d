import { expect } from 'vitest';
import { announced, dragBy, type Page } from './page';
import { goToSong, typeChord } from './songPage';

/** How a songwriter works the page: by the keyboard alone, or by the pointer with what can be read on it. */
export interface Hand {
  by: 'keyboard' | 'pointer';
  /** Presses the button with this name. */
  press(page: Page, name: RegExp): Promise<void>;
  /** Writes into the field with this name, and ends with Enter. */
  write(page: Page, name: RegExp, text: string): Promise<void>;
  /** Goes to a chord of the song, counted from the first as 0. */
  goToChord(page: Page, index: number): Promise<void>;
  /** Chooses chords of a bar each, from one to another. */
  chooseBars(page: Page, from: number, to: number): Promise<void>;
}

/** Empty where nothing of the page has the keyboard: past a dialog's last control the browser itself has it. */
const nameOfFocus = (page: Page): Promise<string> => page.evaluate(() => {
  const at = document.activeElement;
  if (at === document.body) return '';
  const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement ? at.labels?.[0]?.textContent : '';
  return at?.getAttribute('aria-label') || label || at?.textContent || '';
});

/** Goes on by Tab until what has the keyboard has this name. */
export async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; ++presses) {
    if (name.test(await nameOfFocus(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${name}`);
}
export async function pressKeys(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What a screen reader hears when the cards that were asked for are there. */
export async function ideasCame(page: Page): Promise<void> {
  // The cards before stay until the new ones are there: what was announced last may still be theirs.
  await page.locator('.suggest[aria-busy="true"]').waitFor({ timeout: 1000 }).catch(() => undefined);
  await page.locator('.suggest[aria-busy="false"]').waitFor();
  await expect.poll(() => announced(page), { timeout: 5000 }).toMatch(/^\d+ \w+/i);
}

/** To the song by key, and chords in it. */
export async function writeByKeys(page: Page, text: string): Promise<void> {
  await pressKeys(page, 'Escape', 'g');
  await page.locator('.cell:focus').waitFor();
  await typeChord(page, text);
}

/** Which way what is wanted lies, as a reader of the page sees; it may be on its way. */
async function wayTo(page: Page, role: 'button' | 'textbox', name: RegExp): Promise<'Tab' | 'Shift+Tab'> {
  const target = page.getByRole(role, { name }).first();
  await target.waitFor();
  const isBefore = await target.evaluate((element) => {
    const at = document.activeElement;
    return at !== null && at !== document.body && (at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  });
  return isBefore ? 'Shift+Tab' : 'Tab';
}

export const keyboard: Hand = {
  by: 'keyboard',
  press: async (page, name) => {
    await tabTo(page, name, await wayTo(page, 'button', name));
    await pressKeys(page, 'Enter');
  },
  write: async (page, name, text) => {
    await tabTo(page, name, await wayTo(page, 'textbox', name));
    await page.keyboard.type(text);
    await pressKeys(page, 'Enter');
  },
  goToChord: async (page, index) => {
    // On a cell a letter would be a chord.
    if (!(await page.locator('.cell:focus').count())) await pressKeys(page, 'Escape', 'g');
    await page.locator('.cell:focus').waitFor();
    await pressKeys(page, 'Home', ...Array.from({ length: index }, () => 'ArrowRight'));
  },
  chooseBars: async (page, from, to) => {
    await keyboard.goToChord(page, from);
    await pressKeys(page, ...Array.from({ length: to - from }, () => 'Shift+ArrowRight'));
  },
};

/** The first that is in sight and tells what it does: by words on it, or by those that come when the pointer rests there. */
async function inSight(page: Page, role: 'button' | 'textbox', name: RegExp): Promise<ReturnType<Page['locator']>> {
  const target = page.getByRole(role, { name }).filter({ visible: true }).first();
  await target.waitFor();
  const told = await target.evaluate((element) =>
    element.getAttribute('title') ?? (element.getAttribute('placeholder') || element.parentElement?.textContent || (element as HTMLElement).innerText));
  expect(told.trim(), `nothing says that it is ${name}`).not.toBe('');
  return target;
}

export const pointer: Hand = {
  by: 'pointer',
  press: async (page, name) => (await inSight(page, 'button', name)).click(),
  write: async (page, name, text) => {
    await (await inSight(page, 'textbox', name)).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  },
  goToChord: async (page, index) => {
    await goToSong(page);
    await page.locator('.cell.chord').nth(index).click();
  },
  chooseBars: async (page, from, to) => {
    await goToSong(page);
    const [first, last] = await Promise.all([from, to].map((index) => page.locator('.bar-number').nth(index).boundingBox()));
    if (!first || !last) throw new Error('no such bars');
    await dragBy(page, { x: first.x + 6, y: first.y + 8 }, { x: last.x + 6, y: last.y + 8 }, 8);
  },
};
