import { describe, expect, it } from 'vitest';
import { harness, type Page } from './page';
import { cardsOf, saved, writeChords } from './songPage';
import { forgetHanded, handedOn, watchHanded, type Handed } from './sound/handed';

// A card is heard: what the page hands to the sound, note by note, against what the server gave for it. How soon: bench/editor.
// On a crowded machine notes may be handed over late, hence the retries.

const test = harness();
const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.002;

/** A song in bars of two seconds, with cards beside it whose notes have been fetched. */
async function songWithCards(): Promise<Page> {
  const page = await test.open();
  await watchHanded(page);
  await writeChords(page, 'C Am F G');
  await page.locator('.tempo input').fill('120');
  await page.keyboard.press('Enter');
  await saved(page);
  await page.locator('#inspire-text').fill('the last train home');
  await page.keyboard.press('Enter');
  await page.locator('.card').nth(3).waitFor();
  await expect.poll(() => page.locator('.suggest[aria-busy=true]').count()).toBe(0);
  const fetched = async (): Promise<number> => (await handedOn(page)).performed.length;
  await expect.poll(async () => { const before = await fetched(); await page.waitForTimeout(800); return (await fetched()) - before; }).toBe(0);
  return page;
}
/** What was performed for a card, with the chords that come before it. */
async function notesOf(page: Page, place: number, before: string): Promise<number[]> {
  const chords = before + ((await cardsOf(page))[place] ?? '');
  const found = (await handedOn(page)).performed.findLast((one) => one.chords === chords);
  if (!found) throw new Error(`nothing was performed for ${chords}`);
  return found.seconds;
}
const times = ({ notes }: Handed): number[] => notes.map((note) => note.at);

describe.runIf(process.env.AMUSE_FULL)('a card is heard', () => {
  it('at once where nothing plays: from its first note on, each when it is due', { retry: 2 }, async () => {
    const page = await songWithCards();
    const due = await notesOf(page, 1, 'F G ');
    const asked = (await handedOn(page)).performed.length;
    await forgetHanded(page);
    await page.locator('.card .hear').nth(1).click();
    await page.waitForTimeout(3000);
    const handed = await handedOn(page);
    expect(handed.performed.length).toBe(asked); // its notes were there
    const [first] = handed.notes;
    expect(first!.at).toBeGreaterThan(first!.now);
    expect(first!.at - first!.now).toBeLessThan(0.06);
    expect(handed.notes.filter((note) => note.takenBack)).toEqual([]);
    const heard = times(handed).sort((a, b) => a - b).map((at) => at - first!.at + due[0]!);
    expect(heard.length).toBeGreaterThan(8);
    for (const [index, at] of heard.entries()) expect(near(at, due[index]!), `note ${index}: ${at} for ${due[index]}`).toBe(true);
  });

  it('from the next bar line on where the song plays, which goes on until there', { retry: 2 }, async () => {
    const page = await songWithCards();
    const song = (await handedOn(page)).performed.filter((one) => one.chords === 'C Am F G').at(-1)!.seconds;
    await page.locator('.sections .cell.chord').first().click();
    await forgetHanded(page);
    await page.locator('.play-button').click();
    await expect.poll(async () => (await handedOn(page)).notes.length).toBeGreaterThan(0);
    const begun = (await handedOn(page)).pieces[0]!.at;
    await page.waitForTimeout(800); // in the midst of the first bar
    const before = await handedOn(page);
    await page.locator('.card .hear').nth(2).click();
    await expect.poll(async () => (await handedOn(page)).notes.some((note) => note.at > begun + 4)).toBe(true);
    const handed = await handedOn(page);
    const line = handed.pieces.at(-1)!;
    // It is queued for a bar line, in the bar in which it was pressed.
    expect(near((line.at - begun) % 2, 0) || near((line.at - begun) % 2, 2)).toBe(true);
    expect(line.now).toBeLessThan(line.at);
    expect(line.at - line.now).toBeLessThan(2);
    expect(line.at - begun).toBeLessThan(2.01);
    // Nothing that was due before the line was taken back, left out or struck twice.
    expect(handed.notes.filter((note) => note.takenBack && note.at < line.at - 0.013)).toEqual([]);
    expect(handed.notes.slice(0, before.notes.length).map((note) => note.at)).toEqual(times(before));
    const played = handed.notes.filter((note) => !note.takenBack).map((note) => note.at).sort((a, b) => a - b);
    const isSongs = (at: number): boolean => at < line.at - 0.013;
    const songDue = song.map((at) => begun + at).filter(isSongs);
    expect(played.filter(isSongs).map((at) => at.toFixed(2))).toEqual(songDue.map((at) => at.toFixed(2)));
    // From there on it is the card's, from its beginning: the cursor is in the first bar, so nothing of the song comes before it.
    const card = await notesOf(page, 2, '');
    const cardHeard = played.filter((at) => !isSongs(at)).map((at) => at - line.at);
    expect(cardHeard.length).toBeGreaterThan(4);
    for (const [index, at] of cardHeard.entries()) expect(near(at, card[index]!), `note ${index}: ${at} for ${card[index]}`).toBe(true);
  });
});
