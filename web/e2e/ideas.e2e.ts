import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { announced, dragBy, expectAccessible, harness, shot, type Page, type SizeName } from './page';
import { cardsOf, chordsOf, goToSong, namesOf, otherCards } from './songPage';

// Inspirations, keywords and cards, as a songwriter meets them.

vi.setConfig({ testTimeout: 60_000 });
const test = harness();
let page: Page;

const open = async (size: SizeName = 'desktop', language: 'en' | 'ko' = 'en'): Promise<void> => {
  page = await test.open({ size, language });
  await page.waitForSelector('#inspire-text');
};
/** The bars hold on a quiet machine (AMUSE_BARS=1); where tests share their cores, four times as long is let pass. */
const within = (ms: number): number => (process.env['AMUSE_BARS'] ? ms : 4 * ms);
const examples = join(import.meta.dirname, '../src/components/inspire/examples');
const phrase = 'the last train home, rain on the window';
const chips = (): Promise<string[]> => page.locator('.chip-text').allTextContents();
const cards = (): Promise<string[]> => cardsOf(page);
const said = (): Promise<string> => announced(page);

async function write(text: string, waits = true): Promise<void> {
  await page.fill('#inspire-text', text);
  await page.press('#inspire-text', 'Enter');
  if (waits) await page.waitForSelector('.card');
}

/** Once nothing is being asked for any more. */
async function expectCalmAndAccessible(): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.ideas [aria-busy=true]') === null);
  await expectAccessible(page);
}

const freshCards = (before: string[]): Promise<string[]> => otherCards(page, before);

/** What the server has of the song that is open. */
async function storedSong(): Promise<{ inspirations?: { text?: string; imageRefs?: string[]; audioRefs?: string[]; partId?: string }[]; suggestions?: { verdict: string }[]; keywords?: { removed?: string[] } }> {
  await expect.poll(async () => page.evaluate(async () => ((await (await fetch('/api/v1/songs')).json()) as { songs: unknown[] }).songs.length)).toBeGreaterThan(0);
  await page.waitForTimeout(300);
  return page.evaluate(async () => {
    const list = (await (await fetch('/api/v1/songs')).json()) as { songs: { id: string }[] };
    return ((await (await fetch(`/api/v1/songs/${list.songs[0]?.id}`)).json()) as { song: object }).song;
  });
}

describe('the first ten seconds', () => {
  it('waits with the cursor in the box, and nothing in the way', async () => {
    await open();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('inspire-text');
    expect(await page.locator('.example').count()).toBe(3);
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await expectCalmAndAccessible();
  });

  it.each([0, 1, 2])('plays a progression within 3 s of one click on example %d', async (which) => {
    await open();
    const start = Date.now();
    await page.locator('.example').nth(which).click();
    await page.waitForSelector('.card[data-hearing=true]', { timeout: within(3000) });
    expect(Date.now() - start).toBeLessThan(within(3000));
    expect((await cards()).length).toBe(4);
    await expectCalmAndAccessible();
  });

  it('takes a phrase to a suggestion sounding in the song in three steps and 5 s', async () => {
    await open();
    await page.waitForTimeout(500); // a hand needs longer
    const start = Date.now();
    await page.keyboard.type(phrase);
    await page.keyboard.press('Enter'); // 1
    await page.waitForSelector('.card');
    await page.locator('.card .hear').first().click(); // 2
    await page.locator('.card .primary').first().click(); // 3: it goes on in the song
    await expect.poll(async () => (await page.locator('.card[data-hearing=true]').count()) === 0).toBe(true);
    await expect.poll(() => page.locator('.sound .place').textContent()).toMatch(/\d+\.[2-4]/); // it moves: the song is heard
    expect(Date.now() - start).toBeLessThan(within(5000));
    expect((await namesOf(page)).join(' ')).toBe((await cards())[0]);
  });

  it('does the same by keys alone', async () => {
    await open();
    await page.keyboard.type(phrase);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.card');
    expect(await said()).toMatch(/^4 ideas: /);
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    await page.waitForSelector('.card[data-place="1"][data-hearing=true]');
    await page.keyboard.press('i');
    expect(await said()).toMatch(/^Inserted: /);
    expect((await namesOf(page)).join(' ')).toBe((await cards())[1]);
  });
});

describe('keywords', () => {
  it('light what they rest on, can be weighed, removed, brought back, added and pinned; each change brings other cards', async () => {
    await open();
    await write(phrase);
    let before = await cards();
    await page.locator('.chip-word', { hasText: 'rainy' }).focus();
    expect(await page.locator('mark').allTextContents()).toEqual(['rain on']);
    await page.keyboard.press('ArrowDown');
    before = await freshCards(before);
    expect(await page.locator('.chip-word', { hasText: 'rainy' }).getAttribute('aria-valuenow')).toBe('90');
    await page.keyboard.press('p');
    await expect.poll(() => page.locator('.chip[data-pinned=true]').count()).toBe(1);
    before = await freshCards(before);
    await page.keyboard.press('Delete');
    before = await freshCards(before);
    expect(await chips()).not.toContain('rainy');
    await page.locator('.gone button').click();
    before = await freshCards(before);
    expect(await chips()).toContain('rainy');
    await page.fill('.chip-field', 'jazz');
    await page.press('.chip-field', 'Enter');
    await freshCards(before);
    expect(await chips()).toContain('jazz');
    await expectCalmAndAccessible();
  });

  it.runIf(process.env.AMUSE_FULL)('are weighed by a drag', async () => {
    await open();
    await write(phrase);
    const before = await cards();
    const box = await page.locator('.chip-word').first().boundingBox();
    if (!box) throw new Error('no chip');
    await dragBy(page, { x: box.x + 20, y: box.y + 10 }, { x: box.x - 50, y: box.y + 10 }, 4);
    await freshCards(before);
    expect(Number(await page.locator('.chip-word').first().getAttribute('aria-valuenow'))).toBeLessThan(60);
  });

  it.runIf(process.env.AMUSE_FULL)('mean to a songwriter what they said once, in every later song', async () => {
    await open();
    await write(phrase);
    await page.locator('.chip-word', { hasText: 'warm' }).click();
    await expectCalmAndAccessible();
    await page.fill('#rename-word', 'candlelit');
    await page.press('#rename-word', 'Enter');
    await expect.poll(chips).toContain('candlelit');
    expect(await chips()).not.toContain('warm');
    await page.goto('about:blank');
    await page.goto(test.server.url);
    await write('home at last');
    await expect.poll(chips).toContain('candlelit');
  });
});

describe('inspirations', () => {
  it('may be a picture: thumbnail, regions, kept with the song', async () => {
    await open();
    await page.setInputFiles('.inspire input[type=file]', join(examples, 'evening_sea.jpg'));
    await page.waitForSelector('.card');
    await page.locator('.chip-word').first().focus();
    expect(await page.locator('.regions rect').count()).toBeGreaterThan(0);
    expect(await page.locator('.face-picture img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    const song = await storedSong();
    expect(song.inspirations?.[0]?.imageRefs?.[0]).toMatch(/^media:/);
  });

  it('may be a sound: waveform, the seconds lit', async () => {
    await open();
    await page.setInputFiles('.inspire input[type=file]', join(examples, 'music_box.mp3'));
    await page.waitForSelector('.card');
    await page.locator('.chip-word').first().focus();
    await expect.poll(() => page.locator('.wave rect.lit').count()).toBeGreaterThan(20);
    expect(await page.locator('.wave rect').first().getAttribute('height')).not.toBe('2');
  });

  it.runIf(process.env.AMUSE_FULL)('may be dropped or pasted, and what is none of it is refused in words', async () => {
    await open();
    const hand = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'fireworks over the harbour');
      return data;
    });
    await page.dispatchEvent('.inspire', 'drop', { dataTransfer: hand });
    await page.waitForSelector('.card');
    expect(await page.locator('.face-words').allTextContents()).toEqual(['fireworks over the harbour']);
    await page.setInputFiles('.inspire input[type=file]', { name: 'a.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') });
    await expect.poll(said).toContain('a.zip is no photo, sound or text');
  });

  it.runIf(process.env.AMUSE_FULL)('can be wrong: a damaged picture says so, and goes away', async () => {
    await open();
    await page.setInputFiles('.inspire input[type=file]', { name: 'torn.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
    await page.waitForSelector('.sending [role=alert]');
    await expectCalmAndAccessible();
    await page.locator('.sending button').last().click();
    expect(await page.locator('.sending').count()).toBe(0);
  });

  it.runIf(process.env.AMUSE_FULL)('blend; one that is off for now is not heard', async () => {
    await open();
    await write('fireworks over the harbour');
    await write('a quiet snowfall');
    const both = await chips();
    let before = await cards();
    await page.locator('.scope').first().selectOption('off');
    before = await freshCards(before);
    expect(await chips()).not.toEqual(both);
    await page.locator('.scope').first().selectOption('section');
    await freshCards(before);
    await expect.poll(async () => (await chips()).slice().sort()).toEqual(both.slice().sort());
    expect(await page.locator('.weight input').count()).toBe(2);
    await expect.poll(async () => (await storedSong()).inspirations?.map((one) => one.partId)).toEqual(['p1', undefined]);
    await page.reload();
    await page.waitForSelector('.scope');
    expect(await page.locator('.scope').first().inputValue()).toBe('section');
  });
});

describe('cards', () => {
  it('are kept and refused in the song, and forgiven', async () => {
    await open();
    await write(phrase);
    await page.locator('.tool-heart').first().click();
    await page.locator('.card').nth(1).locator('.tool-close').click();
    expect(await cards()).toHaveLength(3);
    expect((await storedSong()).suggestions?.map((one) => one.verdict)).toEqual(['kept', 'refused']);
    await page.locator('.shelves summary', { hasText: 'Not wanted (1)' }).click();
    await page.locator('.shelf-row button', { hasText: '↩' }).click();
    expect(await cards()).toHaveLength(4);
    await expectCalmAndAccessible();
  });

  it('lead on: more like one, varied, simpler, richer, and the dials', async () => {
    await open();
    await write(phrase);
    let before = await cards();
    for (const way of ['More like this', 'Vary it', 'Simpler', 'Richer']) {
      await page.locator('.card').first().locator('.tool-more').click();
      await page.locator('.card-ways button', { hasText: way }).click();
      before = await freshCards(before);
    }
    await page.locator('.suggest button', { hasText: 'Dials' }).click();
    await page.locator('.more-dials input').first().press('End');
    before = await freshCards(before);
    await page.locator('.more-dials select').first().selectOption('auto');
    await freshCards(before);
    await expectCalmAndAccessible();
  });

  it('are taken back by one undo, with key and tempo', async () => {
    await open();
    await page.locator('.example').nth(2).click(); // in A minor
    await page.waitForSelector('.card');
    await page.locator('.card .primary').first().click();
    expect((await namesOf(page)).join(' ')).toBe((await cards())[0]);
    await page.keyboard.press('Control+z');
    await expect.poll(() => namesOf(page)).toEqual([]);
    const song = (await storedSong()) as { keyMap?: { key: string; mode: string }[] };
    expect(song.keyMap?.[0]).toMatchObject({ key: 'C', mode: 'Maj' });
  });

  it.runIf(process.env.AMUSE_FULL)('bring a new song their metre: a waltz goes in three', async () => {
    await open();
    await write('a slow waltz, carousel lights');
    await page.locator('.card').first().getByRole('button', { name: 'Insert' }).click();
    await expect.poll(() => page.locator('.song-head select').first().inputValue()).toBe('3/4');
    expect((await chordsOf(page)).at(1)).toMatch(/bar 2, beat 1, 3 beats/);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.song-head select').first().inputValue()).toBe('4/4');
  });
  it('say when the server is away, and come when it is back', async () => {
    await open();
    await page.route('**/api/v1/inspirations', (route) => route.abort());
    await write(phrase, false);
    await page.waitForSelector('.keywords [role=alert]');
    await page.route('**/api/v1/suggestions', (route) => route.abort());
    await page.unroute('**/api/v1/inspirations');
    await page.locator('.keywords > [role=alert] button').click();
    await page.waitForSelector('.ask-problem');
    await expectCalmAndAccessible();
    await page.unroute('**/api/v1/suggestions');
    await page.locator('.ask-problem button').click();
    await page.waitForSelector('.card');
  });
});

describe('cards and the song', () => {
  it.runIf(process.env.AMUSE_FULL)('go where they are dropped', async () => {
    await open();
    await write(phrase);
    await page.locator('.card .card-word').first().dragTo(page.locator('[data-bar]').nth(2));
    await expect.poll(async () => (await namesOf(page)).join(' ')).toBe((await cards())[0]);
    expect(await page.locator('.part-head').innerText()).toContain('6 bars');
  });

  it('go on from what is there: other chords, varied, further, contrasted, one chord anew', async () => {
    await open();
    await write(phrase);
    await page.locator('.card .primary').first().click();
    let before = await cards();
    for (const verb of ['Other chords here', 'Vary', 'This chord anew']) {
      await page.getByRole('button', { name: verb, exact: true }).click();
      before = await freshCards(before);
    }
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    before = await freshCards(before);
    await page.locator('.card .primary').first().click();
    await expect.poll(async () => (await namesOf(page)).length).toBe(8);
    await page.getByRole('button', { name: 'Contrasting section', exact: true }).click();
    await freshCards(before);
    await page.locator('.card .primary').first().click();
    await expect.poll(() => page.locator('.part').count()).toBe(2);
    await expectCalmAndAccessible();
  });

  it('leave locked chords alone', async () => {
    await open();
    await write(phrase);
    await page.locator('.card .primary').first().click();
    const [first] = await namesOf(page);
    await page.locator('.sections .cell.chord').first().click();
    await page.keyboard.press('k');
    await page.keyboard.press('Control+a');
    const before = await cards();
    await page.getByRole('button', { name: 'Other chords here', exact: true }).click();
    await freshCards(before);
    await page.locator('.card .primary').first().click();
    expect((await namesOf(page))[0]).toBe(first);
    expect((await namesOf(page)).slice(1).join()).not.toBe('');
  });
});

describe.each(['tablet', 'phone'] as const)('on a %s', (size) => {
  it('goes from an example to the song, by touch', async () => {
    await open(size);
    await page.locator('.example').nth(1).tap();
    await page.waitForSelector('.card[data-hearing=true]');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await shot(page, `ideas-${size}`);
    await page.locator('.card .primary').first().tap();
    expect(await said()).toMatch(/^Inserted: /);
    const first = (await cards())[0];
    await goToSong(page);
    expect((await namesOf(page)).join(' ')).toBe(first);
    await expectCalmAndAccessible();
  });

  it.runIf(process.env.AMUSE_FULL)('weighs and removes keywords by touch', async () => {
    await open(size);
    await write(phrase);
    const before = await cards();
    await page.locator('.chip-word').first().tap();
    await page.waitForSelector('.detail');
    await page.locator('.detail > .button').tap();
    await freshCards(before);
    expect(await page.locator('.gone').count()).toBe(1);
  });
});

it('speaks Korean', async () => {
  await open('desktop', 'ko');
  await page.locator('.example').first().click();
  await page.waitForSelector('.card');
  expect(await said()).toMatch(/^아이디어 4개/);
  expect(await page.locator('.card-why').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/[가-힣]/)]));
  await expectCalmAndAccessible();
});
