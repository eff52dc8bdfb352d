import { describe, expect, it } from 'vitest';
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
