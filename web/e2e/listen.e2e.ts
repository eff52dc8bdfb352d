import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { announced, expectAccessible, harness, shot, type Page } from './page';
import { goToSong, namesOf, saved, writeChords } from './songPage';

const test = harness();

/** A recording of known chords: played by the server itself. */
async function recordingOf(chords: string[], key: string, tempoBpm = 96): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const answer = await fetch(`${test.server.url}/api/v1/export`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ format: 'ogg', progression: { chords, key, tempoBpm }, play: { groove: 'folk', seed: 1 } }),
  });
  return { name: 'loop.ogg', mimeType: 'audio/ogg', buffer: Buffer.from(await answer.arrayBuffer()) };
}
/** A musician's recording, from Debian's hyperrogue-music. */
const record = '/usr/share/hyperrogue/music/hr3-crossroads.ogg';
const loop = ['G', 'Em', 'C', 'D', 'G', 'Em', 'C', 'D'];

async function openRecording(page: Page, file: Awaited<ReturnType<typeof recordingOf>>): Promise<void> {
  await page.keyboard.press('Control+e');
  await page.locator('.dialog.take input[type=file]').first().setInputFiles(file);
  await page.locator('.heard-chord').first().waitFor({ timeout: 30000 });
}

interface StoredSong {
  inspirations?: { audioRefs?: string[] }[];
  keyMap?: { key: string; mode: string }[];
  tempoMap?: { bpm: number }[];
}
/** What the server has of the song that was changed last. */
async function storedSong(): Promise<StoredSong> {
  const ask = async (path: string): Promise<unknown> => (await fetch(`${test.server.url}/api/v1${path}`)).json();
  const { songs } = await ask('/songs') as { songs: { id: string }[] };
  return ((await ask(`/songs/${songs[0]?.id}`)) as { song: StoredSong }).song;
}

/** The number of the bar that each chord begins in. */
const barsHeard = (page: Page): Promise<number[]> => page.locator('button.heard-chord').evaluateAll((list) =>
  list.map((chord) => Number(/, bar (\d+),/.exec(chord.getAttribute('aria-label') ?? '')?.[1])));
const downbeats = (page: Page): Promise<number> => page.locator('.heard-row line.downbeat').count();

const chordsHeard = (page: Page): Promise<string[]> => page.locator('button.heard-chord .heard-name').allTextContents();

describe('a recording', () => {
  it('is heard, corrected by the keyboard, and its chords go into the song in its key', async () => {
    const page = await test.open();
    await writeChords(page, 'D');
    await page.keyboard.press('Escape');
    await openRecording(page, await recordingOf(loop, 'G'));
    expect(await announced(page)).toMatch(/Heard: \d+ chords/);
    const before = await chordsHeard(page);
    expect(before.length).toBeGreaterThanOrEqual(4);
    expect(before.filter((name) => /^(G|Em|C|D)/.test(name)).length).toBeGreaterThan(before.length / 2);
    await expectAccessible(page);
    await shot(page, 'listen-desktop');

    // The key is said, what else a chord may be is one key away, and it can be taken back.
    await page.locator('.listen-field select').first().selectOption('G Maj');
    await page.locator('button.heard-chord').first().focus();
    await page.keyboard.press('ArrowRight');
    const other = await page.locator('.listen-choice > button').first().textContent();
    const wanted = /: (.+), /.exec(other ?? '')?.[1] ?? '';
    await page.keyboard.press('1');
    await expect.poll(() => announced(page)).toContain(`Now ${wanted}`);
    expect((await chordsHeard(page))[1]).toBe(wanted);
    await page.keyboard.press('0');
    await expect.poll(async () => (await chordsHeard(page))[1]).not.toBe(wanted);
    await page.getByLabel('Another chord').fill('f#m7b5');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await chordsHeard(page))[1]).toBe('F#m7b5');

    // It is split, its second half begins earlier, and both are joined again; each can be taken back.
    const whole = await chordsHeard(page);
    await page.locator('button.heard-chord').nth(1).focus();
    await page.keyboard.press('s');
    await expect.poll(() => chordsHeard(page)).toEqual([...whole.slice(0, 2), ...whole.slice(1)]);
    await page.locator('button.heard-chord[data-chord="2"]:focus').waitFor();
    await page.keyboard.press(',');
    await expect.poll(() => announced(page)).toMatch(/Begins at second \d/);
    await page.getByRole('button', { name: 'Begins later' }).click();
    await page.locator('button.heard-chord').nth(1).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('j');
    await expect.poll(() => chordsHeard(page)).toEqual(whole);
    await page.getByRole('button', { name: 'Join with the next' }).click();
    await expect.poll(async () => (await chordsHeard(page)).length).toBe(whole.length - 1);
    await page.getByRole('button', { name: 'Take the correction back' }).click();
    await expect.poll(() => chordsHeard(page)).toEqual(whole);

    // It plays in sync, and stops.
    await page.locator('button.heard-chord').nth(1).focus();
    await page.keyboard.press('Space');
    await page.locator('.heard-playhead:not([hidden])').waitFor({ state: 'attached' });
    await page.locator('.heard-chord.sounds').first().waitFor();
    await page.keyboard.press('Space');
    await page.locator('.heard-playhead:not([hidden])').waitFor({ state: 'detached' });

    // Where bars begin, how fast and how long they are: each says what it did, and the bars of the chords follow.
    const bars = await barsHeard(page);
    const lines = await downbeats(page);
    expect(bars.slice(0, 4)).toEqual([1, 2, 3, 4]);
    await page.getByRole('button', { name: 'Bars begin a beat later' }).click();
    await expect.poll(() => barsHeard(page)).toEqual(bars.map((bar) => bar - 1));
    await page.getByRole('button', { name: 'Bars begin a beat earlier' }).click();
    await expect.poll(() => barsHeard(page)).toEqual(bars);
    await page.getByText(/^9[5-7] beats a minute/).waitFor();
    await page.getByRole('button', { name: 'Half as fast' }).click();
    await page.getByText(/^4[78] beats a minute/).waitFor();
    expect(await barsHeard(page)).toEqual(bars.map((bar) => Math.ceil(bar / 2)));
    expect(await downbeats(page)).toBe(Math.ceil(lines / 2));
    await page.getByRole('button', { name: 'Twice as fast' }).click();
    await page.getByRole('button', { name: 'Twice as fast' }).click();
    await page.getByText(/^19[0-4] beats a minute/).waitFor();
    expect(await barsHeard(page)).toEqual(bars.map((bar) => 2 * bar - 1));
    for (let left = 3; left > 0; --left) await page.getByRole('button', { name: 'Take the correction back' }).click();
    await page.getByLabel('Beats a bar').selectOption('2');
    await expect.poll(() => announced(page)).toContain('2 beats a bar');
    expect(await barsHeard(page)).toEqual(bars.map((bar) => 2 * bar - 1));
    await page.getByRole('button', { name: 'Take the correction back' }).click();
    expect(await barsHeard(page)).toEqual(bars);

    // Two chords are chosen and go behind the song's D, moved from G to its C.
    await page.locator('button.heard-chord').first().click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(/Chosen: .* 2 chords/).waitFor();
    // The same by touch.
    await page.locator('button.heard-chord').first().click();
    await page.getByRole('button', { name: 'Choose a stretch' }).click();
    await page.locator('button.heard-chord').nth(1).click();
    await page.getByText(/Chosen: .* 2 chords/).waitFor();
    await page.getByRole('button', { name: 'Into the song' }).click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await saved(page);
    const names = await namesOf(page);
    expect(names[0]).toBe('D');
    expect(names).toContain('Bm7b5');
  });

  it.runIf(process.env.AMUSE_FULL)('becomes a song of its own, with its key, metre and tempo', async () => {
    const page = await test.open({ size: 'phone', colours: 'dark', language: 'ko' });
    await openRecording(page, await recordingOf(loop, 'G'));
    await expectAccessible(page);
    await shot(page, 'listen-phone');
    await page.getByRole('button', { name: '새 노래로 만들기' }).click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await saved(page);
    expect((await namesOf(page)).length).toBeGreaterThanOrEqual(4);
    expect(await page.locator('input.title').inputValue()).toBe('loop');
  });

  it.runIf(process.env.AMUSE_FULL)('inspires by the seconds that are chosen: their key and tempo, not those of the whole', async () => {
    const page = await test.open();
    await openRecording(page, await recordingOf(['Dm', 'Bb', 'Gm', 'A', 'Dm', 'Bb', 'Gm', 'A'], 'D', 84));
    expect(await page.locator('.listen-field select').first().inputValue()).toBe('D Min');
    await page.locator('button.heard-chord').nth(1).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(/Chosen: .* 2 chords/).waitFor();
    await page.getByRole('button', { name: 'Be inspired by it' }).click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await page.locator('.card').first().waitFor();
    expect(await announced(page)).toMatch(/^4 /);

    // Two bars of four at 84 were cut out, and are an inspiration of the song.
    expect(await page.locator('.item .face-sound').count()).toBe(1);
    await saved(page);
    const ref = (await storedSong()).inspirations?.[0]?.audioRefs?.[0] ?? '';
    const bytes = await (await fetch(`${test.server.url}/api/v1/media/${ref.replace('media:', '')}`)).arrayBuffer();
    expect(bytes.byteLength / (2 * 22050)).toBeCloseTo(8 * 60 / 84, 0);

    // It is heard as B flat, 84 beats a minute; so are the cards, and the song that the first of them begins.
    expect(await page.locator('.keywords .mood').innerText()).toMatch(/^Major, 8[0-4]–8[4-8] beats a minute/);
    const words = await page.locator('.keywords .chips').innerText();
    expect(words).toContain('Bb major');
    expect(words).toMatch(/8[345] bpm/);
    expect(words).toMatch(/laid-back|groove/);
    await page.locator('.card .primary').first().click();
    await saved(page);
    const song = await storedSong();
    expect(song.keyMap?.[0]).toMatchObject({ key: 'Bb', mode: 'Maj' });
    expect(Math.round(song.tempoMap?.[0]?.bpm ?? 0)).toBeGreaterThanOrEqual(83);
    expect(Math.round(song.tempoMap?.[0]?.bpm ?? 0)).toBeLessThanOrEqual(85);
  });

  it.runIf(process.env.AMUSE_FULL)('of musicians is heard, corrected and used in the song\'s key', async ({ skip }) => {
    if (!existsSync(record)) skip(`${record} is not there: apt install hyperrogue-music`);
    const page = await test.open();
    await writeChords(page, 'C');
    await page.keyboard.press('Escape');
    await openRecording(page, { name: 'crossroads.ogg', mimeType: 'audio/ogg', buffer: readFileSync(record) });
    // 48 seconds that go to and fro between F sharp and E, which nobody rendered here.
    expect(await page.locator('.listen-field select').first().inputValue()).toBe('F# Min');
    const before = await chordsHeard(page);
    expect(before.filter((name) => /^(F#m?|E)$/.test(name)).length).toBeGreaterThan(before.length / 2);
    expect(await downbeats(page)).toBeGreaterThanOrEqual(16);
    expect(await page.locator('.heard-row path.wave-line').count()).toBeGreaterThan(0);
    await expectAccessible(page);
    await shot(page, 'listen-record');

    const first = before.indexOf('E');
    await page.locator('button.heard-chord').nth(first).click();
    const other = /: (.+), /.exec((await page.locator('.listen-choice > button').first().textContent()) ?? '')?.[1] ?? '';
    await page.keyboard.press('1');
    await expect.poll(async () => (await chordsHeard(page))[first]).toBe(other);
    await page.getByLabel('Another chord').fill('E7');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await chordsHeard(page))[first]).toBe('E7');
    await page.locator('button.heard-chord').nth(first).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(/Chosen: .* 2 chords/).waitFor();
    await page.getByRole('button', { name: 'Into the song' }).click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await saved(page);
    // F sharp minor shares its notes with A major: what lies there lies three semitones higher in C.
    expect(await namesOf(page)).toEqual(['C', 'G7', 'A']);
  });

  it.runIf(process.env.AMUSE_FULL)('that the microphone made is an inspiration whose chords are heard too', async () => {
    const page = await test.open();
    // A plain triad, as a microphone would bring it.
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        const context = new AudioContext();
        const out = context.createMediaStreamDestination();
        for (const hertz of [130.81, 261.63, 329.63, 392, 523.25]) {
          const tone = new OscillatorNode(context, { frequency: hertz, type: 'triangle' });
          tone.connect(new GainNode(context, { gain: 0.15 })).connect(out);
          tone.start();
        }
        await context.resume();
        return out.stream;
      };
    });
    await page.getByRole('button', { name: 'Record a sound' }).click();
    await page.getByRole('button', { name: 'Stop, and be inspired by it' }).waitFor();
    await page.waitForTimeout(4000);
    await page.getByRole('button', { name: 'Stop, and be inspired by it' }).click();
    await page.getByRole('button', { name: /^Hear its chords/ }).click({ timeout: 30000 });
    await page.locator('button.heard-chord').first().waitFor({ timeout: 30000 });
    expect((await chordsHeard(page)).join(' ')).toMatch(/(^| )C/);
    await page.getByRole('button', { name: 'Close' }).click();
    await goToSong(page);
  });

  it('that is none is refused in words', async () => {
    const page = await test.open();
    await page.keyboard.press('Control+e');
    await page.locator('.dialog.take input[type=file]').first().setInputFiles({ name: 'not.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('no sound at all') });
    await page.locator('.dialog.listen [role=alert]').waitFor();
    expect(await page.locator('.dialog.listen [role=alert]').innerText()).toContain('not.mp3');
    await expectAccessible(page);
  });
});
