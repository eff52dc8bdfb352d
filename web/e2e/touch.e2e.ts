import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectAccessible, harness, shot, type Page, type SizeName } from './page';
import { cardsOf, chordsOf, goToSong, namesOf, saved } from './songPage';

// What a songwriter does most, by touch alone: the same six on a phone and on a tablet.

const test = harness();

const tap = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().tap();
/** Nothing lies beyond the edge, and no rule of accessibility is broken. */
async function expectInShape(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.ideas [aria-busy=true]') === null);
  await shot(page, name);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await expectAccessible(page);
}
/** What is said about what went in stands below the buttons that are wanted then: take it back, go to the song. */
async function expectBarsUncovered(page: Page): Promise<void> {
  const notice = await page.locator('.notice', { hasText: 'Inserted' }).boundingBox();
  const views = await page.locator('.views').boundingBox();
  await shot(page, 'touch-inserted-phone');
  expect(notice?.y).toBeGreaterThanOrEqual((views?.y ?? Infinity) + (views?.height ?? 0));
}
/** Chords from the first bar on, by the field that a tap opens. */
async function write(page: Page, chords: string): Promise<void> {
  await goToSong(page);
  await page.locator('.sections .cell').first().tap();
  await tap(page, 'Write a chord here');
  await page.locator('.chord-input input').fill(chords);
  await page.keyboard.press('Enter'); // the screen's keyboard has it
  await page.locator('.chord-input').waitFor({ state: 'detached' });
}

const flows: Record<string, (page: Page, size: SizeName) => Promise<void>> = {
  'from words to chords that are heard, in the song': async (page, size) => {
    await page.locator('#inspire-text').tap();
    await page.locator('#inspire-text').fill('the last train home, rain on the window');
    await tap(page, 'Find chords');
    await page.locator('.card').nth(3).waitFor();
    await page.locator('.card .hear').nth(1).tap();
    await page.locator('.card[data-hearing=true]').waitFor();
    const second = (await cardsOf(page))[1];
    await page.locator('.card .primary').nth(1).tap();
    if (size === 'phone') await expectBarsUncovered(page);
    await goToSong(page);
    expect((await namesOf(page)).join(' ')).toBe(second);
    await expectInShape(page, `touch-words-${size}`);
  },
  'from a picture to keywords that are weighed': async (page, size) => {
    await page.locator('.inspire input[type=file]').first().setInputFiles('src/components/inspire/examples/evening_sea.jpg');
    await page.locator('.card').first().waitFor();
    const before = await cardsOf(page);
    await page.locator('.chip-word').first().tap();
    await page.locator('.regions rect').first().waitFor();
    await expectInShape(page, `touch-picture-${size}`);
    await page.locator('.detail > .button').tap();
    await page.locator('.gone').waitFor();
    await expect.poll(() => cardsOf(page)).not.toEqual(before);
  },
  'writes chords, changes, locks and takes back': async (page, size) => {
    await write(page, 'C Am F G');
    expect(await namesOf(page)).toEqual(['C', 'Am', 'F', 'G']);
    await page.locator('.cell.chord').nth(1).tap();
    await tap(page, 'A semitone up');
    await expect.poll(async () => (await namesOf(page))[1]).toBe('Bbm');
    await tap(page, 'Lock: suggestions leave it alone');
    await expect.poll(async () => (await chordsOf(page))[1]).toContain('locked');
    await expectInShape(page, `touch-chords-${size}`);
    for (let step = 0; step < 2; ++step) await tap(page, 'Undo');
    await expect.poll(async () => (await chordsOf(page))[1]).toBe('Am, Verse, bar 2, beat 1, 4 beats');
  },
  'plays it in another groove and tempo': async (page, size) => {
    await write(page, 'C F');
    await page.locator('.groove-menu > button').tap();
    await page.locator('.groove-menu .menu-item', { hasText: 'Bossa nova' }).tap();
    await expectInShape(page, `touch-groove-${size}`);
    await page.locator('.groove-menu > button').tap();
    await page.locator('.tempo input').fill('160');
    await page.locator('.tempo input').blur();
    await tap(page, 'Play');
    await expect.poll(() => page.locator('.place').textContent()).toBe('2.1');
    await tap(page, 'Stop');
    await tap(page, 'Play');
    await tap(page, 'Stop');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  },
  'lays a tune and words under the chords': async (page, size) => {
    await write(page, 'C Am F G');
    await tap(page, 'Tune and words');
    const lane = (await page.locator('.melody').first().boundingBox())!;
    for (const share of [0.02, 0.52]) await page.touchscreen.tap(lane.x + share * lane.width, lane.y + lane.height / 3);
    await expect.poll(() => page.locator('button.note').count()).toBe(2);
    await tap(page, 'Words');
    await page.locator('.words-new').fill('quiet');
    await page.keyboard.press('Enter');
    await page.getByText('2 syllables, 2 notes').waitFor();
    await tap(page, 'Under the notes');
    await expect.poll(() => page.locator('.words .sung').allTextContents()).toEqual(['qui-', 'et']);
    await expectInShape(page, `touch-tune-${size}`);
  },
  'takes the song away, and opens it again beside another': async (page, size) => {
    await write(page, 'Dm7 G7 Cmaj7 A7');
    await saved(page);
    await tap(page, 'Take it away, or bring a song in');
    await expectInShape(page, `touch-take-${size}`);
    const [download] = await Promise.all([page.waitForEvent('download'), tap(page, 'Save: ChordPro')]);
    const bytes = readFileSync(await download.path());
    await page.locator('.take input[accept*=".json"]').setInputFiles({ name: 'mine.cho', mimeType: 'text/plain', buffer: bytes });
    await page.locator('.notice', { hasText: 'mine.cho is opened as a new song' }).waitFor();
    await expect.poll(() => namesOf(page)).toEqual(['Dm7', 'G7', 'Cmaj7', 'A7']);
    await saved(page);
    if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
    await tap(page, 'Songs');
    await expect.poll(() => page.locator('dialog .rows li').count()).toBeGreaterThan(1);
    await expectInShape(page, `touch-songs-${size}`);
  },
};

describe.runIf(process.env.AMUSE_FULL).each(['phone', 'tablet'] as const)('on a %s', (size) => {
  for (const [name, flow] of Object.entries(flows)) it(name, async () => flow(await test.open({ size }), size));
});
