import { describe, expect, it } from 'vitest';
import { expectAccessible, harness, shot, type Page } from './page';
import { saved, writeChords } from './songPage';
import { compare, heard, keyToSound, level, listen, onsets, sharpest } from './sound/capture';

const test = harness();

const seconds = (count: number): Promise<void> => new Promise((later) => setTimeout(later, count * 1000));

async function chooseGroove(page: Page, words: string): Promise<void> {
  await page.locator('.groove-menu > button').click();
  await page.locator('.groove-menu .menu-item', { hasText: words }).click();
  await page.keyboard.press('Escape');
}
async function setTempo(page: Page, bpm: number): Promise<void> {
  await page.locator('.tempo input').fill(String(bpm));
  await page.keyboard.press('Enter');
}

/** Waits for a bar and beat. */
const hears = (page: Page, place: string): Promise<unknown> =>
  page.waitForFunction((words) => document.querySelector('.place')?.textContent === words, place, { polling: 50 });

/** A song of plain chords at 120: bars of two seconds. */
async function plainSong(chords: string): Promise<Page> {
  const page = await test.open();
  await listen(page);
  await writeChords(page, chords);
  await chooseGroove(page, 'Plain chords');
  await setTempo(page, 120);
  await saved(page);
  await seconds(1.5); // notes and instruments are fetched ahead
  return page;
}

describe('what is heard', () => {
  it('keeps time within 2 ms while suggestions arrive and the page is busy', async () => {
    const page = await plainSong('C F G C');
    await page.locator('.sound-bar button[aria-label=Mixer]').click();
    await page.locator('.mixer input[type=range]').last().fill('0'); // clicks go past the mix
    await page.keyboard.press('Escape');
    await page.keyboard.press('m');
    await page.locator('.play-button').click();
    await page.evaluate(async () => {
      const end = performance.now() + 9000;
      const body = JSON.stringify({ text: 'quiet rain', key: 'C' });
      const ask = (): Promise<unknown> => fetch('/api/v1/suggestions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
        .then((answer) => answer.text()).then(() => (performance.now() < end ? ask() : null));
      void ask();
      while (performance.now() < end) {
        const busy = performance.now() + 90;
        while (performance.now() < busy);
        await new Promise((later) => setTimeout(later, 60));
      }
    });
    await seconds(0.5);
    const clicks = onsets(await heard(page)).slice(0, 16);
    expect(clicks.length).toBe(16);
    const late = clicks.map((time, index) => time - clicks[0]! - index * 0.5);
    const middle = [...late].sort((a, b) => a - b)[8]!;
    const jitter = Math.max(...late.map((one) => Math.abs(one - middle)));
    expect(jitter).toBeLessThan(0.002);
  }, 40000);

  it('goes round without a seam, and takes a changed song over on the bar line', async () => {
    const page = await plainSong('C Am7');
    for (let time = 0; time < 2; ++time) {
      await page.locator('button[aria-label="More for Verse"]').click();
      await page.locator('.menu-item', { hasText: 'One bar less' }).click();
      await page.keyboard.press('Escape');
    }
    await setTempo(page, 80);
    await page.locator('.sections .cell.chord').first().click(); // playing begins there
    await seconds(1);
    const bar = 3;
    const round = 2 * bar;
    await page.locator('.play-button').click();
    for (const place of ['1.1', '2.3', '1.2', '2.3', '1.1']) await hears(page, place);
    await page.locator('.sections .cell.chord').nth(1).click();
    await page.keyboard.press('Alt+ArrowUp'); // early in the first bar of the third round
    await hears(page, '2.4');
    const tape = await heard(page);
    const start = onsets(tape, 0.002)[0]!;
    for (const at of [start, start + bar]) {
      const { likeness, late } = compare(tape, at, at + round, 2);
      expect(likeness).toBeGreaterThan(0.98);
      expect(Math.abs(late)).toBeLessThan(0.002);
    }
    // The seam is like any bar line: no sharper corner than at the first stroke, nothing cut off before it.
    expect(sharpest(tape, start + round)).toBeLessThan(2 * sharpest(tape, start) + 1e-4);
    expect(level(tape, start + round - 0.1, 0.09)).toBeGreaterThan(0.5 * level(tape, start + bar - 0.1, 0.09));
    // Round three: the first bar as before, the second transposed from its bar line on.
    expect(compare(tape, start, start + 2 * round, 2.9).likeness).toBeGreaterThan(0.98);
    expect(compare(tape, start + bar, start + 2 * round + bar, 1.5).likeness).toBeLessThan(0.9);
    expect(level(tape, start + 2 * round + bar + 0.05, 0.5)).toBeGreaterThan(0.01);
  }, 60000);

  it('begins within a quarter of a second of the key', async () => {
    const page = await plainSong('C F');
    await page.locator('.sections .cell.chord').first().focus();
    await page.keyboard.press('Space');
    await hears(page, '1.2');
    expect(await keyToSound(page)).toBeLessThan(250);
    await page.keyboard.press('Space');
    await page.locator('.play-button[aria-label=Play]').waitFor();
  });
});

describe('an example', () => {
  it('is heard, though the keywords it brings change what is played while it begins', async () => {
    const page = await test.open();
    await listen(page);
    await page.locator('[class*=example] button').first().click();
    await expect.poll(() => keyToSound(page), { timeout: 15000 }).not.toBeNull();
  });
});

describe('the sound bar', () => {
  it.runIf(process.env.AMUSE_FULL)('keeps what is set, as one step each that can be undone', async () => {
    const page = await test.open();
    await writeChords(page, 'C F G C');
    await chooseGroove(page, 'Bossa nova');
    await page.locator('.groove-menu > button', { hasText: 'Bossa' }).waitFor();
    await page.locator('.tempo input').fill('500');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.tempo input').inputValue()).toBe('400');
    await page.locator('.sound-bar button[aria-label=Mixer]').click();
    await page.locator('.mixer [aria-label="Mute Drums"]').click();
    await expect.poll(() => page.locator('.mixer [aria-label="Mute Drums"]').getAttribute('aria-pressed')).toBe('true');
    await expectAccessible(page);
    await shot(page, 'mixer');
    await page.keyboard.press('Escape');
    for (let step = 0; step < 2; ++step) await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.tempo input').inputValue()).toBe('96');
    await page.locator('.groove-menu > button').click();
    await expectAccessible(page);
    await shot(page, 'grooves');
  });

  it.runIf(process.env.AMUSE_FULL)('keeps a tempo that is being typed while the server answers', async () => {
    const page = await test.open();
    await page.route('**/edits', async (route) => {
      await seconds(0.8);
      await route.continue();
    });
    await writeChords(page, 'C F');
    await page.locator('.tempo input').fill('123');
    await saved(page);
    expect(await page.locator('.tempo input').inputValue()).toBe('123');
    await page.keyboard.press('Enter');
    await saved(page);
    await page.reload();
    await expect.poll(() => page.locator('.tempo input').inputValue()).toBe('123');
  });

  it.runIf(process.env.AMUSE_FULL)('takes the tempo from taps', async () => {
    const page = await test.open();
    await page.locator('.sections .cell').first().focus();
    for (let tap = 0; tap < 5; ++tap) {
      await page.keyboard.press('t');
      await seconds(0.4);
    }
    await expect.poll(async () => Number(await page.locator('.tempo input').inputValue()), { timeout: 5000 }).toBeGreaterThan(120);
    expect(Number(await page.locator('.tempo input').inputValue())).toBeLessThan(155);
  });
});

describe('how a chord is played', () => {
  it.each(['desktop', 'phone'] as const)('shows shapes on a %s, steps through them and keeps one', async (size) => {
    const page = await test.open({ size });
    await writeChords(page, 'Fmaj7/A');
    await page.locator('.sections .cell.chord').first().click();
    await page.locator('.strip-do [aria-label="How to play it"]').click();
    await page.locator('.diagram.piano').waitFor();
    expect(await page.locator('.diagram').count()).toBe(3);
    const before = await page.locator('.diagram.piano').getAttribute('aria-label');
    await page.locator('[aria-label="Piano: Another way to play it"]').click();
    await expect.poll(() => page.locator('.diagram.piano').getAttribute('aria-label')).not.toBe(before);
    await page.locator('[aria-label="Play it this way in the song"]').click();
    await page.locator('[aria-label="Let the groove choose again"]').waitFor();
    await expectAccessible(page);
    await shot(page, `shapes-${size}`);
  });
});
