import { describe, expect, it } from 'vitest';
import { dragBy, expectAccessible, harness, shot, type Page } from './page';
import { goToSong, namesOf, saved, writeChords } from './songPage';

const test = harness();

async function openLanes(page: Page): Promise<void> {
  await goToSong(page);
  await page.getByRole('button', { name: 'Tune and words', exact: true }).click();
  await page.locator('.melody').first().waitFor();
}
/** The notes as screen readers are told them. */
const notesOf = (page: Page): Promise<string[]> => page.locator('button.note').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));

/** What the server has: chords by the bar where they begin, notes by theirs with the syllables on them. */
async function stored(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const [, id] = /song=([^&]+)/.exec(location.hash) ?? [];
    interface Event { id: string; start: number }
    interface Stored { chords?: (Event & { symbol: string })[]; melody?: (Event & { pitch: number })[]; lyrics?: (Event & { text: string; noteId?: string })[] }
    const { song } = (await (await fetch(`/api/v1/songs/${id}`)).json()) as { song: { parts: Stored[] } };
    const { chords = [], melody = [], lyrics = [] } = song.parts[0] ?? {};
    return [
      chords.map((chord) => `${chord.symbol}@${chord.start / 3840}`).join(' '),
      melody.map((note) => [`${note.pitch}@${note.start / 3840}`, lyrics.find((one) => one.noteId === note.id)?.text].filter(Boolean).join(' ')).join(', '),
    ];
  });
}

describe('the tune', () => {
  it('is written by keyboard alone, heard, and keeps its words under its notes', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await openLanes(page);
    await page.locator('.note-caret').focus();
    await page.keyboard.press('3');
    await page.keyboard.type('ega');
    await page.keyboard.press('0');
    await page.keyboard.type('c');
    await expect.poll(() => notesOf(page)).toEqual([
      'E4, Verse, bar 1, beat 1, 1 beat, of the chord', 'G4, Verse, bar 1, beat 2, 1 beat, of the chord',
      'A4, Verse, bar 1, beat 3, 1 beat, in the scale', 'C5, Verse, bar 2, beat 1, 1 beat, of the chord',
    ]);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await notesOf(page)).at(-1)).toContain('Db5');
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(async () => (await notesOf(page)).at(-1)).toBe('C5, Verse, bar 1, beat 4, 1 beat, of the chord');
    await page.getByRole('button', { name: 'Words', exact: true }).click();
    await page.locator('.words-new').fill('quiet rain tonight');
    await page.keyboard.press('Enter');
    await page.getByText('5 syllables, 4 notes').waitFor();
    await page.getByLabel('Line 1', { exact: true }).fill('quiet rain now');
    await page.keyboard.press('Enter');
    await page.getByText('4 syllables, 4 notes').waitFor();
    await expect.poll(() => page.locator('.words-panel .scan b').allTextContents()).toEqual(['qui', 'rain', 'now']);
    await page.getByRole('button', { name: 'Under the notes' }).click();
    await expect.poll(() => page.locator('.words .sung').allTextContents()).toEqual(['qui-', 'et', 'rain', 'now']);
    await expect.poll(() => page.locator('.words .stressed').allTextContents()).toEqual(['qui-', 'rain', 'now']);
    await expectAccessible(page);
    await shot(page, 'tune-desktop-light');
    await saved(page);
    await page.reload();
    await expect.poll(() => page.locator('.words .sung').allTextContents()).toEqual(['qui-', 'et', 'rain', 'now']);
    const tracks = await page.evaluate(async () => {
      const [, id] = /song=([^&]+)/.exec(location.hash) ?? [];
      const answer = await fetch('/api/v1/perform', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ songId: id }) });
      return ((await answer.json()) as { tracks: { instrument: string; notes: unknown[] }[] }).tracks.map((one) => [one.instrument, one.notes.length]);
    });
    expect(tracks).toContainEqual(['melody', 4]);
  });
  it('is drawn and dragged, snaps to the scale, and gets other chords under it', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await openLanes(page);
    const lane = await page.locator('.melody').first().boundingBox();
    if (!lane) throw new Error('no lane');
    const y = lane.y + lane.height / 2;
    await dragBy(page, { x: lane.x + 4, y }, { x: lane.x + lane.width / 2 - 8, y }, 5);
    await expect.poll(() => notesOf(page)).toEqual(['G4, Verse, bar 1, beat 1, 2 beats, of the chord']);
    const note = await page.locator('button.note').boundingBox();
    if (!note) throw new Error('no note');
    await dragBy(page, { x: note.x + 20, y: note.y + 4 }, { x: note.x + 20 + lane.width / 2, y: note.y + 4 + lane.height / 6 }, 6);
    await expect.poll(() => notesOf(page)).toEqual(['E4, Verse, bar 1, beat 3, 2 beats, of the chord']);
    await page.getByRole('button', { name: 'Other chords under it' }).click();
    await page.locator('.cards .card, .card').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('i');
    await expect.poll(async () => (await namesOf(page)).join(' ')).not.toBe('C Am F G');
    expect((await notesOf(page)).length).toBe(1);
    await page.locator('.cell.chord').first().focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => notesOf(page)).toEqual([expect.stringMatching(/^E4, Verse, bar 2, beat 3/)]);
    await page.keyboard.press('Shift+Delete');
    await expect.poll(() => notesOf(page)).toEqual([expect.stringMatching(/^E4, Verse, bar 1, beat 3/)]);
    await page.getByRole('button', { name: 'More for Verse', exact: true }).click();
    await page.getByRole('button', { name: 'Copy the section' }).click();
    await expect.poll(async () => (await notesOf(page)).length).toBe(2);
  });
  it('goes with its words where whole bars of chords go, and comes back with one undo', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await openLanes(page);
    await page.locator('.note-caret').focus();
    await page.keyboard.press('3');
    await page.keyboard.type('eg');
    await page.getByRole('button', { name: 'Words', exact: true }).click();
    await page.locator('.words-new').fill('rain now');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Under the notes' }).click();
    const written = ['C@0 Am@1 F@2 G@3', '64@0 rain, 67@0.25 now'];
    await expect.poll(() => stored(page)).toEqual(written);
    // By keys to the next bar, over what is there.
    await page.locator('.cell.chord').first().focus();
    await page.keyboard.press('Alt+PageDown');
    await expect.poll(() => stored(page)).toEqual(['C@1 F@2 G@3', '64@1 rain, 67@1.25 now']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => stored(page)).toEqual(written);
    // Copied, and cut, by keys.
    await page.locator('.cell.chord').first().focus();
    await page.keyboard.press('Control+c');
    for (const key of ['ArrowRight', 'ArrowRight', 'Control+v']) await page.keyboard.press(key);
    await expect.poll(() => stored(page)).toEqual(['C@0 Am@1 C@2 G@3', '64@0 rain, 67@0.25 now, 64@2 rain, 67@2.25 now']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => stored(page)).toEqual(written);
    // Dragged by the mouse to the last bar; the tune is seen there before it is let go.
    const [from, to] = await Promise.all([0, 3].map((index) => page.locator('.cell.chord').nth(index).boundingBox()));
    if (!from || !to) throw new Error('no cells');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 8 });
    await expect.poll(() => page.locator('.bar').nth(3).locator('.sung').allTextContents()).toEqual(['rain', 'now']);
    await page.mouse.up();
    await expect.poll(() => stored(page)).toEqual(['Am@1 F@2 C@3', '64@3 rain, 67@3.25 now']);
    await page.locator('.cell.chord').last().focus();
    await page.keyboard.press('Control+x');
    await expect.poll(() => stored(page)).toEqual(['Am@1 F@2', '']);
    // What had the keyboard is gone; its place has it.
    expect(await page.locator('.cell.gap:focus').count()).toBe(1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => stored(page)).toEqual(written);
  });
  it.runIf(process.env.AMUSE_FULL)('is tapped on a phone, and breaks no rule of accessibility', async () => {
    const page = await test.open({ size: 'phone', colours: 'dark' });
    await writeChords(page, 'C Am F G');
    await openLanes(page);
    const lane = await page.locator('.melody').first().boundingBox();
    if (!lane) throw new Error('no lane');
    await page.touchscreen.tap(lane.x + 6, lane.y + lane.height / 3);
    await expect.poll(async () => (await notesOf(page)).length).toBe(1);
    await expectAccessible(page);
    await shot(page, 'tune-phone-dark');
  });
});
