import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { midiNotes } from './midiNotes';
import { harness, type Page } from './page';
import { saved, writeChords } from './songPage';

// Half and double time, swing, and what goes round: by the page, heard in the notes that the server gives for the song.

const test = harness();

interface Drum {
  start: number;
  pitch: number;
}
/** The drums of the song as it is stored. */
async function drums(page: Page): Promise<Drum[]> {
  await saved(page);
  return page.evaluate(async () => {
    const [, id] = /song=([^&]+)/.exec(location.hash) ?? [];
    const answer = await fetch('/api/v1/perform', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ songId: id }) });
    const { tracks } = (await answer.json()) as { tracks: { instrument: string; notes: Drum[] }[] };
    return tracks.filter((one) => one.instrument === 'drums').flatMap((one) => one.notes.map(({ start, pitch }) => ({ start, pitch })));
  });
}
/** Waits for the version with the last change: what is saved may still be the one before. */
async function changed(page: Page, before: readonly Drum[]): Promise<Drum[]> {
  await expect.poll(() => drums(page)).not.toEqual(before);
  return drums(page);
}
/** The eighths of the second bar on which the snare is struck, counted from 0. */
const snares = (all: readonly Drum[]): number[] => [...new Set(all.filter(({ pitch }) => pitch === 38).map(({ start }) => Math.round(start / 480)).filter((at) => at >= 8 && at < 16).map((at) => at - 8))];
/** How far behind the beat what lies between the beats is struck, on average: 480 is straight. */
function offBeat(all: readonly Drum[]): number {
  const between = all.map(({ start }) => ((start % 960) + 960) % 960).filter((at) => at > 360 && at < 760);
  return between.reduce((sum, at) => sum + at, 0) / between.length;
}

describe.runIf(process.env.AMUSE_FULL)('how the song is played', () => {
  it('goes in half and in double time, and swings', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await page.locator('.groove-menu > button').click();
    await page.getByRole('button', { name: 'Pop eighths', exact: true }).click();
    const written = await drums(page);
    await page.getByRole('button', { name: 'Double time' }).click();
    const double = await changed(page, written);
    expect(await page.getByRole('button', { name: 'Double time' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Half time' }).click();
    const half = await changed(page, double);
    expect([half, written, double].map(snares)).toEqual([[4], [2, 6], [1, 3, 5, 7]]);
    await page.getByRole('button', { name: 'As written' }).click();
    const again = await changed(page, half);
    expect(again).toEqual(written);
    const swing = page.getByRole('slider', { name: 'Swing' });
    await swing.press('End');
    const swung = await changed(page, again);
    expect(await swing.getAttribute('aria-valuetext')).toBe('100 %');
    expect(offBeat(swung)).toBeGreaterThan(offBeat(written) + 60);
    await page.getByRole('button', { name: 'As the groove' }).click();
    expect(await changed(page, swung)).toEqual(written);
  });
});

describe.runIf(process.env.AMUSE_FULL)('a song whose groove an inspiration chooses', () => {
  it('keeps the tempo and the feel that were set, and is exported as it is heard', async () => {
    const page = await test.open();
    interface Performed { groove: string; leadIn: number; tempoMap: { bpm: number }[]; tracks: { notes: { start: number; pitch: number }[] }[] }
    let last: Performed | null = null;
    page.on('response', (answer) => { if (answer.url().endsWith('/perform') && answer.ok()) void answer.json().then((one: Performed) => { last = one; }, () => undefined); });
    const heard = (): Performed => last ?? { groove: '', leadIn: 0, tempoMap: [], tracks: [] };
    await page.locator('#inspire-text').fill('a slow bossa nova on the beach');
    await page.keyboard.press('Enter');
    await page.locator('.card .primary').first().click();
    await page.locator('.tempo input').fill('177');
    await page.keyboard.press('Enter');
    await expect.poll(() => heard().tempoMap[0]?.bpm).toBe(177);
    expect(heard().groove).toBe('bossa');
    const notes = (): string => JSON.stringify(heard().tracks);
    const before = notes();
    await page.locator('.groove-menu > button').click();
    await page.getByRole('button', { name: 'Half time' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(notes).not.toBe(before);
    await saved(page);
    await page.getByRole('button', { name: 'Take it away' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save: MIDI', exact: true }).click()]);
    // All but the last two bars, where the file comes to an end and the page goes round.
    const early = (notes: { quarters: number; pitch: number }[]): string[] =>
      notes.filter(({ quarters }) => quarters < 8).map(({ quarters, pitch }) => `${quarters.toFixed(2)} ${pitch}`).sort();
    const inFile = early(midiNotes(readFileSync(await download.path())));
    const onPage = early(heard().tracks.flatMap((track) => track.notes.map(({ start, pitch }) => ({ quarters: start / 960, pitch }))));
    expect(onPage.length).toBeGreaterThan(6);
    expect(inFile).toEqual(onPage);
  });
});

describe.runIf(process.env.AMUSE_FULL)('what goes round', () => {
  const place = (page: Page): Promise<string | null> => page.locator('.place').textContent();

  it('is played once after L, and comes to an end', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    await page.locator('.tempo input').fill('280');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    const round = page.getByRole('button', { name: 'Play round and round' });
    expect(await round.getAttribute('aria-pressed')).toBe('true');
    await page.locator('main').press('l');
    expect(await round.getAttribute('aria-pressed')).toBe('false');
    await page.locator('.play-button').click();
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: 20_000 });
    await page.locator('main').press('l');
    expect(await round.getAttribute('aria-pressed')).toBe('true');
  });

  it('is what is chosen after Shift+L, and all of it after the next', async () => {
    const page = await test.open();
    await writeChords(page, 'C F G C');
    await page.locator('.tempo input').fill('240');
    await page.keyboard.press('Enter');
    await page.locator('.sections .cell.chord').nth(1).click();
    await page.keyboard.press('Shift+L');
    await page.getByRole('button', { name: 'All of the song goes round again', pressed: true }).waitFor();
    await page.locator('.play-button').click();
    await expect.poll(() => place(page)).toBe('2.4');
    const heard = new Set<string>();
    for (let times = 0; times < 60; ++times) {
      heard.add((await place(page))?.split('.')[0] ?? '');
      await page.waitForTimeout(50);
    }
    expect([...heard]).toEqual(['2']); // a bar is a second
    await page.locator('.sections .cell.chord').nth(1).press('Shift+L');
    await expect.poll(() => place(page)).toMatch(/^3/);
    await page.locator('.play-button').click();
  });
});
