import { describe, expect, it } from 'vitest';
import { harness, type Page } from './page';
import { goToSong, namesOf, saved, writeChords } from './songPage';
import { forgetHanded, handedOn, sincePress, watchHanded } from './sound/handed';

// How fast the page is, measured and printed: bench/editor runs it. Never part of the tests, for other machines are slower.
const measured = process.env['AMUSE_MEASURE'] ? describe : describe.skip;

const test = harness();

interface Watched {
  tasks: number[];
  inputs: number[];
}
interface Watching {
  watched: Watched;
  paints: number[];
}

/** From now on: tasks over 50 ms, and each input's time to the next paint (the browser tells it in steps of 8 ms from 16 on). */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { tasks: [], inputs: [] };
    (window as unknown as Watching).watched = watched;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) watched.tasks.push(entry.duration); })
      .observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ((entry as PerformanceEventTiming & { interactionId: number }).interactionId) watched.inputs.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
}
const watchedOn = (page: Page): Promise<Watched> => page.evaluate(() => (window as unknown as Watching).watched);

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
const ms = (value: number): string => `${value.toFixed(1)} ms`;
const say = (words: string): void => { process.stdout.write(`${words}\n`); };

async function longSong(): Promise<Page> {
  const page = await test.open();
  await writeChords(page, Array.from({ length: 16 }, () => 'C Am F G').join(' '));
  expect(await namesOf(page)).toHaveLength(64);
  await saved(page);
  return page;
}

measured('how fast the page is', () => {
  it('is there', async () => {
    const times: number[] = [];
    let tasks: number[] = [];
    for (let round = 0; round < 9; ++round) {
      const page = await test.open();
      // The page is drawn by its program: what is painted first has its controls, and takes what is typed.
      await page.locator('textarea').first().pressSequentially('a');
      times.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN));
      await watch(page);
      tasks = tasks.concat((await watchedOn(page)).tasks);
    }
    say(`interactive, nothing cached: median ${ms(quantile(times, 0.5))}, longest ${ms(Math.max(...times))} of ${times.length}`);
    say(`tasks over 50 ms while it loads: ${tasks.length} in ${times.length} loads, longest ${ms(Math.max(0, ...tasks))}`);
  });

  it('answers while a song of 64 bars plays and suggestions arrive', async () => {
    const page = await longSong();
    await page.locator('.play-button').click();
    await page.waitForTimeout(2000);
    await watch(page);
    await page.evaluate(() => {
      const frames: number[] = [];
      (window as unknown as Watching).paints = frames;
      let last = performance.now();
      const next = (now: number): void => { frames.push(now - last); last = now; requestAnimationFrame(next); };
      requestAnimationFrame(next);
    });
    let presses = 0;
    const press = async (key: string): Promise<void> => {
      await page.keyboard.press(key);
      ++presses;
      await page.waitForTimeout(60);
    };
    await goToSong(page);
    await page.locator('.sections .cell.chord').first().click();
    for (let round = 0; round < 30; ++round) await press(round % 5 === 4 ? 'ArrowDown' : 'ArrowRight');
    for (let round = 0; round < 6; ++round) { await press('Alt+ArrowUp'); await press('Alt+ArrowDown'); }
    await page.locator('textarea').first().click();
    for (const letter of 'evening sea, the last ferry home') await press(letter);
    await press('Enter');
    await page.locator('.card').first().waitFor();
    for (let round = 0; round < 10; ++round) await press('Tab');
    await page.waitForTimeout(3000);
    const { tasks, inputs } = await watchedOn(page);
    const quick = Array.from({ length: Math.max(0, presses - inputs.length) }, () => 16);
    const all = [...inputs, ...quick];
    const frames = await page.evaluate(() => (window as unknown as Watching).paints.slice(2));
    say(`input to paint, ${all.length} inputs while playing: median <= ${ms(quantile(all, 0.5))}, 95 of 100 within ${ms(quantile(all, 0.95))}, longest ${ms(Math.max(...all))}`);
    say(`tasks over 50 ms meanwhile: ${tasks.length}, longest ${ms(Math.max(0, ...tasks))}`);
    say(`frames: median ${ms(quantile(frames, 0.5))}, 95 of 100 within ${ms(quantile(frames, 0.95))}, 99 within ${ms(quantile(frames, 0.99))}; ${frames.length} frames`);
  });

  it('lets a card be heard', async () => {
    const page = await test.open();
    await watchHanded(page);
    await writeChords(page, 'C Am F G');
    await page.locator('#inspire-text').fill('the last train home');
    await page.keyboard.press('Enter');
    await page.locator('.card').nth(3).waitFor();
    await page.waitForTimeout(1500);
    const silent: number[] = [];
    const elsewhere: number[] = [];
    const queued: number[] = [];
    let latency = 0;
    const hear = async (round: number): Promise<number> => {
      await forgetHanded(page);
      await page.locator('.card .hear').nth(round % 4).click();
      await page.waitForTimeout(500);
      const handed = await handedOn(page);
      latency = handed.latency;
      await page.locator('.card .hear').nth(round % 4).click();
      await page.waitForTimeout(200);
      return sincePress(handed, handed.notes[0]!);
    };
    for (let round = 0; round < 12; ++round) silent.push(await hear(round));
    for (let round = 0; round < 12; ++round) {
      // Other bars before the card, at another tempo: its notes have to be asked for anew.
      await page.locator('.tempo input').fill(String(90 + round));
      await page.keyboard.press('Enter');
      await page.locator('.sections .cell.chord').nth(round % 4).click();
      elsewhere.push(await hear(round));
    }
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.waitForTimeout(700);
    for (let round = 0; round < 12; ++round) {
      await forgetHanded(page);
      await page.locator('.card .hear').nth(round % 4).click();
      await page.waitForTimeout(900 + 70 * round);
      const handed = await handedOn(page);
      queued.push(handed.pieces[0]!.asked - handed.pressed);
    }
    const told = (times: number[]): string => `median ${ms(quantile(times, 0.5))}, longest ${ms(Math.max(...times))} of ${times.length}`;
    say(`from the press on a card to its first note, nothing playing: ${told(silent)}; the browser reports ${ms(latency * 1000)} more to the loudspeaker`);
    say(`the same right after the song's tempo and the place in it were changed: ${told(elsewhere)}`);
    say(`from the press on a card until it is queued for the next bar, while something plays: ${told(queued)}`);
  });
});
