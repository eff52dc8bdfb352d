import { describe, expect, it } from 'vitest';
import { ideasCame, pointer as hand, pressKeys as press, tabTo, writeByKeys as write } from './hands';
import { announced, harness, type Page } from './page';
import { chordsOf, goToSong, namesOf, saved, typeChord } from './songPage';

// Twelve things a songwriter comes for, each by the keyboard alone and by the pointer alone; docs/web-tasks.md has the list.

const test = harness();

const cards = (page: Page): ReturnType<Page['locator']> => page.locator('.card');

/** A line typed on a new page; cards come. */
async function inspire(page: Page): Promise<void> {
  await page.keyboard.type('warm rain on the harbour, going home');
  await press(page, 'Enter');
  await cards(page).nth(3).waitFor();
  await press(page, 'Escape');
}

/** Bars 5 to 8 have other chords than before, but for the last, which is locked. */
async function expectSecondHalfChanged(page: Page, before: readonly string[]): Promise<void> {
  await expect.poll(async () => (await namesOf(page)).join(' ')).not.toBe(before.join(' '));
  const after = await chordsOf(page);
  expect(after.slice(0, 4).map((one) => one.split(',')[0])).toEqual(['C', 'G', 'Am', 'F']);
  expect(after.at(-1)).toMatch(/^C, Verse, bar 8.*locked/);
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
    await expectSecondHalfChanged(page, before);
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
    await press(page, 'Escape');
    // The sheet gives the keyboard back as it goes.
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await press(page, 'g');
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
    await press(page, 'g');
    await page.locator('.cell:focus').waitFor();
    await press(page, 'ArrowDown', 'ArrowDown', 'End');
    await page.locator('.cell:focus').waitFor();
    await typeChord(page, 'G7');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F', 'C', 'G', 'Am', 'G7']);
    await press(page, 'Control+z');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F', 'C', 'G', 'Am', 'F']);
  });
});

/** Chords in the song, by what can be pressed there; only they are typed. */
async function writeByPointer(page: Page, text: string): Promise<void> {
  await goToSong(page);
  await page.locator('.sections .cell').first().click();
  await hand.press(page, /^(Write a chord here|Edit the chord)$/);
  await page.locator('.chord-input input').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.chord-input').waitFor({ state: 'detached' });
}
async function inspireByPointer(page: Page): Promise<void> {
  await page.getByPlaceholder(/^A line, a mood/).click();
  await page.keyboard.type('warm rain on the harbour, going home');
  await hand.press(page, /^Find chords$/);
  await cards(page).nth(3).waitFor();
}
/** Asks for what is chosen, and takes the first answer. */
async function takeIdea(page: Page, idea: RegExp): Promise<void> {
  await hand.press(page, /^Ideas for this$/);
  await hand.press(page, idea);
  await ideasCame(page);
  await hand.press(page, /^Insert .* into the song$/);
}

describe.runIf(process.env['AMUSE_FULL'])('twelve tasks, by pointer', () => {
  it('1: from a line to chords in the song', async () => {
    const page = await test.open();
    await inspireByPointer(page);
    await hand.press(page, /^Hear /);
    await hand.press(page, /^Insert .* into the song$/);
    await expect.poll(async () => (await namesOf(page)).length).toBeGreaterThan(2);
  });
  it('2 and 3: start from the photo, start from the sound', async () => {
    for (const example of [/evening sea/, /music box/]) {
      const page = await test.open();
      await hand.press(page, example);
      await cards(page).first().waitFor();
    }
  });
  it('4: write my own chords under a title', async () => {
    const page = await test.open();
    await hand.write(page, /^Song title$/, 'Harbour');
    await writeByPointer(page, 'Am F C G');
    expect(await namesOf(page)).toEqual(['Am', 'F', 'C', 'G']);
    await expect.poll(() => page.title()).toContain('Harbour');
  });
  it('5: make bars 5 to 8 darker but keep the last chord', async () => {
    const page = await test.open();
    await inspireByPointer(page);
    await writeByPointer(page, 'C G Am F C G F C');
    await hand.goToChord(page, 7);
    await hand.press(page, /^Lock/);
    await hand.chooseBars(page, 4, 7);
    const before = await namesOf(page);
    await takeIdea(page, /^Darker$/);
    await expectSecondHalfChanged(page, before);
  });
  it('6: another chord in one place', async () => {
    const page = await test.open();
    await inspireByPointer(page);
    await writeByPointer(page, 'C G Am F');
    await hand.goToChord(page, 2);
    await takeIdea(page, /^Another chord for Am$/);
    await expect.poll(async () => (await namesOf(page))[2]).not.toBe('Am');
    expect((await namesOf(page)).filter((_, index) => index !== 2)).toEqual(['C', 'G', 'F']);
  });
  it('7: a section that contrasts, and the verse twice', async () => {
    const page = await test.open();
    await inspireByPointer(page);
    await writeByPointer(page, 'C G Am F');
    await takeIdea(page, /^A section that contrasts$/);
    await expect.poll(() => page.locator('.part').count()).toBe(2);
    await hand.press(page, /^Play Verse once more$/);
    await expect.poll(() => page.locator('.order-chip').count()).toBe(3);
  });
  it('8 and 9: into my range, easier for my guitar', async () => {
    const page = await test.open();
    await writeByPointer(page, 'Bb Eb F Gm');
    await hand.press(page, /^No capo$/);
    await hand.press(page, /easiest/);
    await expect.poll(async () => (await chordsOf(page))[0]).toContain('shape G');
    await hand.press(page, /^My range$/);
    await hand.press(page, /^Move the song by/);
    await expect.poll(() => namesOf(page)).not.toEqual(['Bb', 'Eb', 'F', 'Gm']);
  });
  it('10: try something on a branch and go back', async () => {
    const page = await test.open();
    await writeByPointer(page, 'C G Am F');
    await saved(page);
    await hand.press(page, /^Versions$/);
    await hand.write(page, /^Try something else/, 'minor');
    await expect.poll(() => page.url()).toContain('branch=minor');
    await hand.press(page, /^Close$/);
    await hand.goToChord(page, 0);
    await hand.press(page, /^Remove$/);
    await expect.poll(() => namesOf(page)).toEqual(['G', 'Am', 'F']);
    await saved(page);
    await hand.press(page, /^Versions$/);
    await page.getByLabel('You are working on').selectOption('the song itself');
    await expect.poll(() => page.url()).not.toContain('branch=');
    await hand.press(page, /^Close$/);
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F']);
  });
  it('11: another groove, slower, without drums, playing', async () => {
    const page = await test.open();
    await writeByPointer(page, 'C G Am F');
    await hand.press(page, /^Play$/);
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await hand.press(page, /^Groove/);
    await hand.press(page, /^Bossa/);
    await page.getByRole('spinbutton', { name: /^Tempo/ }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('72');
    await page.keyboard.press('Enter');
    await hand.press(page, /^Mixer$/);
    await hand.press(page, /^Mute Drums$/);
    await saved(page);
    await hand.press(page, /^Stop$/);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });
  it('12: a second verse with another end, and one step back', async () => {
    const page = await test.open();
    await writeByPointer(page, 'C G Am F');
    await hand.press(page, /^More for Verse$/);
    await hand.press(page, /^Copy the section$/);
    await expect.poll(() => page.locator('.part').count()).toBe(2);
    await hand.goToChord(page, 7);
    await hand.press(page, /^Edit the chord$/);
    await page.locator('.chord-input input').fill('G7');
    await page.keyboard.press('Enter');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F', 'C', 'G', 'Am', 'G7']);
    await hand.press(page, /^Undo$/);
    await expect.poll(() => namesOf(page)).toEqual(['C', 'G', 'Am', 'F', 'C', 'G', 'Am', 'F']);
  });
});
