import { describe, expect, it } from 'vitest';
import { announced, harness, type Page } from './page';
import { chordsOf, namesOf, saved, typeChord } from './songPage';

// Twelve things a songwriter comes for, each by the keyboard alone; docs/web.md has the list.

const test = harness();

/** Empty where nothing of the page has the keyboard: past a dialog's last control the browser itself has it. */
const nameOfFocus = (page: Page): Promise<string> => page.evaluate(() => {
  const at = document.activeElement;
  if (at === document.body) return '';
  const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0]?.textContent : '';
  return at?.getAttribute('aria-label') || label || at?.textContent || '';
});

/** Goes on by Tab until what has the keyboard has this name. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; ++presses) {
    if (name.test(await nameOfFocus(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${name}`);
}
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
const cards = (page: Page): ReturnType<Page['locator']> => page.locator('.card');

/** What a screen reader hears when the cards that were asked for are there. */
async function ideasCame(page: Page): Promise<void> {
  // The cards before stay until the new ones are there: what was announced last may still be theirs.
  await page.locator('.suggest[aria-busy="true"]').waitFor({ timeout: 1000 }).catch(() => undefined);
  await page.locator('.suggest[aria-busy="false"]').waitFor();
  await expect.poll(() => announced(page), { timeout: 5000 }).toMatch(/^\d+ \w+/i);
}

/** A line typed on a new page; cards come. */
async function inspire(page: Page): Promise<void> {
  await page.keyboard.type('warm rain on the harbour, going home');
  await press(page, 'Enter');
  await cards(page).nth(3).waitFor();
  await press(page, 'Escape');
}
/** To the song, and chords in it. */
async function write(page: Page, text: string): Promise<void> {
  await press(page, 'Escape', 'g');
  await page.locator('.cell:focus').waitFor();
  await typeChord(page, text);
}

describe('twelve tasks, by keyboard', () => {
  it('1: from a line to chords in the song', async () => {
    const page = await test.open();
    await inspire(page);
    await press(page, '1', 'i');
    await expect.poll(async () => (await namesOf(page)).length).toBeGreaterThan(2);
  });
  it('2: start from the photo', async () => {
    const page = await test.open();
    await tabTo(page, /evening sea/);
    await press(page, 'Enter');
    await cards(page).first().waitFor();
    await expect.poll(() => page.locator('.inspire').textContent()).toMatch(/sea|sunset|evening/);
  });
  it('3: start from the sound', async () => {
    const page = await test.open();
    await tabTo(page, /music box/);
    await press(page, 'Enter');
    await cards(page).first().waitFor();
  });
  it('4: write my own chords under a title', async () => {
    const page = await test.open();
    await press(page, 'Escape');
    await tabTo(page, /Song title/, 'Shift+Tab');
    await page.keyboard.type('Harbour');
    await press(page, 'Enter');
    await write(page, 'Am F C G');
    expect(await namesOf(page)).toEqual(['Am', 'F', 'C', 'G']);
    await expect.poll(() => page.title()).toContain('Harbour');
  });
  it('5: make bars 5 to 8 darker but keep the last chord', async () => {
    const page = await test.open();
    await inspire(page);
    await write(page, 'C G Am F C G F C');
    await press(page, 'ArrowLeft', 'k', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'o');
    await tabTo(page, /^Darker$/);
    await press(page, 'Enter');
    await ideasCame(page);
    const before = await namesOf(page);
    await press(page, '1', 'i');
    await expect.poll(async () => (await namesOf(page)).join(' ')).not.toBe(before.join(' '));
    const after = await chordsOf(page);
    expect(after.slice(0, 4).map((one) => one.split(',')[0])).toEqual(['C', 'G', 'Am', 'F']);
    expect(after.at(-1)).toMatch(/^C, Verse, bar 8.*locked/);
  });
  it('6: another chord in one place', async () => {
    const page = await test.open();
    await inspire(page);
    await write(page, 'C G Am F');
    await press(page, 'ArrowLeft', 'ArrowLeft', 'o');
    await tabTo(page, /Another chord for Am/);
    await press(page, 'Enter');
    await ideasCame(page);
    await press(page, '1', 'i');
    await expect.poll(async () => (await namesOf(page))[2]).not.toBe('Am');
    expect((await namesOf(page)).filter((_, index) => index !== 2)).toEqual(['C', 'G', 'F']);
  });
  it('7: a section that contrasts, and the verse twice', async () => {
    const page = await test.open();
    await inspire(page);
    await write(page, 'C G Am F');
    await press(page, 'ArrowLeft', 'o');
    await tabTo(page, /section that contrasts/);
    await press(page, 'Enter');
    await ideasCame(page);
    await press(page, '1', 'i');
    await expect.poll(() => page.locator('.part').count()).toBe(2);
    await tabTo(page, /Play Verse once more/, 'Shift+Tab');
    await press(page, 'Enter');
    await expect.poll(() => page.locator('.order-chip').count()).toBe(3);
  });
  it('8: into my range', async () => {
    const page = await test.open();
    await write(page, 'C G Am F');
    await tabTo(page, /^My range/, 'Shift+Tab');
    await press(page, 'Enter');
    await tabTo(page, /^Move the song by/);
    await press(page, 'Enter');
    await expect.poll(() => namesOf(page)).not.toEqual(['C', 'G', 'Am', 'F']);
    expect(await announced(page)).toContain('moved to your range');
  });
  it('9: easier for my guitar', async () => {
    const page = await test.open();
    await write(page, 'Bb Eb F Gm');
    await tabTo(page, /^No capo/, 'Shift+Tab');
    await press(page, 'Enter');
    await tabTo(page, /easiest/);
    await press(page, 'Enter');
    await expect.poll(async () => (await chordsOf(page))[0]).toContain('shape G');
  });
  it('10: try something on a branch and go back', async () => {
    const page = await test.open();
    await write(page, 'C G Am F');
    await saved(page);
    await tabTo(page, /^Versions$/, 'Shift+Tab');
    await press(page, 'Enter');
    await tabTo(page, /Try something else/);
    await page.keyboard.type('minor');
    await press(page, 'Enter');
    await expect.poll(() => page.url()).toContain('branch=minor');
    await press(page, 'Escape', 'g');
    await page.locator('.cell:focus').waitFor();
    await press(page, 'Home', 'Delete');
    expect(await namesOf(page)).toEqual(['G', 'Am', 'F']);
    await saved(page);
    await tabTo(page, /^Versions$/, 'Shift+Tab');
    await press(page, 'Enter');
    await tabTo(page, /You are working on/);
    await press(page, 'ArrowUp');
    await expect.poll(() => page.url()).not.toContain('branch=');
    await press(page, 'Escape');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F']);
  });
  it('11: another groove, slower, without drums, playing', async () => {
    const page = await test.open();
    await write(page, 'C G Am F');
    await press(page, ' ');
    await expect.poll(() => page.getByRole('button', { name: /stop/i }).count()).toBeGreaterThan(0);
    await tabTo(page, /^Groove/);
    await press(page, 'Enter', 'ArrowDown', 'ArrowDown', 'Enter');
    await press(page, 'Escape');
    await tabTo(page, /tempo|beats a minute/i);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('72');
    await press(page, 'Enter');
    await tabTo(page, /^Mixer/);
    await press(page, 'Enter');
    await tabTo(page, /mute.*drums|drums.*mute/i);
    await press(page, 'Enter');
    await saved(page);
  });
  it('12: a second verse with another end, and one step back', async () => {
    const page = await test.open();
    await write(page, 'C G Am F');
    await tabTo(page, /^More for Verse$/, 'Shift+Tab');
    await press(page, 'Enter', 'Enter');
    await expect.poll(() => page.locator('.part').count()).toBe(2);
    await press(page, 'g', 'ArrowDown', 'ArrowDown', 'End');
    await page.locator('.cell:focus').waitFor();
    await typeChord(page, 'G7');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F', 'C', 'G', 'Am', 'G7']);
    await press(page, 'Control+z');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F', 'C', 'G', 'Am', 'F']);
  });
});
