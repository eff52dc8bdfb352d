import { describe, expect, it } from 'vitest';
import { chordShapes } from '../src/domain/chordOfPitches';
import { expectAccessible, harness, shot, type Page } from './page';
import { goToSong, namesOf, saved, writeChords } from './songPage';

const test = harness();

interface Fake {
  press(...data: number[]): void;
  sent: number[][];
}
declare global {
  interface Window {
    fakeMidi: Fake;
  }
}

/** A keyboard and an instrument that are plugged in as far as the page can tell. */
async function plugIn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const input = { id: 'in', name: 'Small keys', state: 'connected', onmidimessage: null as ((event: { data: Uint8Array }) => void) | null };
    const sent: number[][] = [];
    const output = { id: 'out', name: 'Big synth', state: 'connected', send: (data: number[]) => { sent.push(data); } };
    window.fakeMidi = { press: (...data) => input.onmidimessage?.({ data: Uint8Array.from(data) }), sent };
    navigator.requestMIDIAccess = () => Promise.resolve({ inputs: new Map([['in', input]]), outputs: new Map([['out', output]]) } as unknown as MIDIAccess);
  });
  await page.getByRole('button', { name: 'MIDI instruments' }).click();
  await page.getByRole('button', { name: 'Connect a MIDI keyboard' }).click();
  await page.getByText('Played in from: Small keys').first().waitFor();
}
const chord = (page: Page, pitches: number[]): Promise<void> => page.evaluate((all) => {
  for (const pitch of all) window.fakeMidi.press(0x90, pitch, 90);
  for (const pitch of all) window.fakeMidi.press(0x80, pitch, 0);
}, pitches);

describe('MIDI', () => {
  it('names and writes chords, writes the tune step by step, and plays another instrument', async () => {
    const page = await test.open();
    await goToSong(page);
    await plugIn(page);
    await expectAccessible(page);
    await shot(page, 'midi');
    await page.keyboard.press('Escape');
    await page.locator('.sections .cell').first().focus();
    await chord(page, [57, 60, 64, 67]);
    await expect.poll(() => namesOf(page)).toEqual(['Am7']);
    await chord(page, [53, 57, 60]);
    await expect.poll(() => namesOf(page)).toEqual(['Am7', 'F']);
    await page.getByRole('button', { name: 'Tune and words', exact: true }).click();
    await page.locator('.note-caret').focus();
    await page.keyboard.press('3');
    await page.evaluate(() => { window.fakeMidi.press(0x90, 72, 101); window.fakeMidi.press(0x80, 72, 0); });
    await expect.poll(() => page.locator('button.note').count()).toBe(1);
    await page.evaluate(() => { window.fakeMidi.press(0x90, 74, 60); window.fakeMidi.press(0x80, 74, 0); });
    await expect.poll(() => page.locator('button.note').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.slice(0, 29)))).toEqual(['C5, Verse, bar 1, beat 1, 1 b', 'D5, Verse, bar 1, beat 2, 1 b']);
    await page.getByRole('button', { name: 'MIDI instruments' }).click();
    await page.getByLabel('Play through').selectOption('Big synth');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    // The tune comes on its own channel.
    await expect.poll(() => page.evaluate(() => window.fakeMidi.sent.some(([status, pitch]) => status === 0x94 && pitch === 72))).toBe(true);
  });
  it.runIf(process.env.AMUSE_FULL)('hears a card that takes over mid-loop in the bar that the one before would have reached', async () => {
    const page = await test.open();
    await plugIn(page);
    await page.getByLabel('Play through').selectOption('Big synth');
    await page.keyboard.press('Escape');
    // Each bar of a card is a note of its own: 40 and on for the first, 60 and on for the second. A bar is two seconds.
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = async (...all) => {
        if (!String(all[0]).endsWith('/perform')) return fetch(...all);
        const { song } = JSON.parse(await (all[1]?.body as Blob).text()) as { song: { parts: { bars: number; chords: { symbol: string }[] }[] } };
        const [part] = song.parts;
        const names = (from: Iterable<string>): string => [...from].join(' ');
        const place = [...document.querySelectorAll('.card')].findIndex((card) =>
          names([...card.querySelectorAll('.chord-name')].map((name) => name.textContent ?? '')) === names(part?.chords.map((one) => one.symbol) ?? []));
        const bars = part?.bars ?? 1;
        const notes = Array.from({ length: bars }, (_, bar) =>
          ({ start: bar * 3840, length: 960, pitch: 40 + 20 * place + bar, velocity: 80, seconds: bar * 2, lengthSeconds: 0.5 }));
        return new Response(JSON.stringify({
          title: '', groove: 'plain', leadIn: 0, length: bars * 3840, lengthSeconds: bars * 2, tempoMap: [{ at: 0, bpm: 120 }], meterMap: [{ at: 0, meter: '4/4' }],
          keyMap: [], chordNames: [], partNames: [],
          tracks: place < 0 ? [] : [{ name: '', instrument: 'melody', channel: 0, program: 0, volume: 100, pan: 64, reverb: 0, controls: [], notes }],
        }), { headers: { 'Content-Type': 'application/json' } });
      };
    });
    await page.fill('#inspire-text', 'the last train home');
    await page.press('#inspire-text', 'Enter');
    await page.locator('.card').nth(1).waitFor();
    await expect.poll(() => page.locator('.suggest[aria-busy=true]').count()).toBe(0);
    const barsOf = (first: number): Promise<number[]> => page.evaluate((from) =>
      window.fakeMidi.sent.flatMap(([status, pitch = 0]) => (status === 0x94 && pitch >= from && pitch < from + 20 ? [pitch - from] : [])), first);
    await page.locator('.card .hear').first().click();
    await expect.poll(() => barsOf(40), { interval: 50 }).toContain(1);
    await page.locator('.card .hear').nth(1).click();
    await expect.poll(async () => (await barsOf(60)).length).toBeGreaterThan(2);
    const reached = (await barsOf(40)).length;
    expect([(reached - 1) % 4, reached % 4]).toContain((await barsOf(60))[0]); // the last of the one before may have been sent ahead, and let go
    expect((await barsOf(60))[0]).toBeGreaterThan(0);
  });
  it.runIf(process.env.AMUSE_FULL)('writes what is played over the loop where it was played, as long as it was held', { retry: 2 }, async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    for (let time = 0; time < 2; ++time) {
      await page.getByRole('button', { name: 'More for Verse', exact: true }).click();
      await page.locator('.menu-item', { hasText: 'One bar less' }).click();
      await page.keyboard.press('Escape');
    }
    await page.locator('.tempo input').fill('120');
    await page.keyboard.press('Enter');
    await saved(page);
    await plugIn(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Tune and words', exact: true }).click();
    await page.evaluate(() => {
      const { start } = AudioBufferSourceNode.prototype;
      AudioBufferSourceNode.prototype.start = function begun(when = 0, ...rest: number[]) {
        Object.assign(window, { begun: (window as unknown as { begun?: unknown }).begun ?? { context: this.context, at: when } });
        start.call(this, when, ...(rest as []));
      };
    });
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('.note-caret').focus();
    // On a crowded machine frames are rare, and what is heard is known by the frame: hence the retries.
    // Keys on the clock of the sound, as it reaches the ear: four in the second bar, three when the first
    // comes round again, one of them early. Half a second is a beat.
    await page.evaluate(async (keys) => {
      const { context, at } = (window as unknown as { begun: { context: AudioContext; at: number } }).begun;
      const reach = (seconds: number): Promise<void> => new Promise((there) => {
        const look = (): void => { if (context.currentTime - context.outputLatency - at >= seconds) there(); else setTimeout(look, 2); };
        look();
      });
      for (const [pitch, down, up] of keys) {
        await reach(down!);
        window.fakeMidi.press(0x90, pitch!, 90);
        await reach(up!);
        window.fakeMidi.press(0x80, pitch!, 0);
      }
    }, [[65, 2.03, 2.27], [67, 2.48, 2.78], [69, 3.04, 3.47], [72, 3.52, 3.9], [62, 3.95, 4.2], [64, 4.53, 4.74], [60, 5.02, 5.96]] as number[][]);
    await page.locator('main').press('Space');
    await saved(page);
    const tune = (): Promise<number[][]> => page.evaluate(async () => {
      const [, id] = /song=([^&]+)/.exec(location.hash) ?? [];
      const { song } = (await (await fetch(`/api/v1/songs/${id}`)).json()) as { song: { parts: { melody?: { pitch: number; start: number; length: number }[] }[] } };
      return (song.parts[0]?.melody ?? []).map(({ pitch, start, length }) => [pitch, start / 960, length / 960]);
    });
    // Pitch, the beat it begins on from 0, its beats: to the nearest half of a beat.
    await expect.poll(tune).toEqual([[62, 0, 0.5], [64, 1, 0.5], [60, 2, 2], [65, 4, 0.5], [67, 5, 0.5], [69, 6, 1], [72, 7, 1]]);
  });
  it('gives chords names that the server reads as the notes that were pressed', async () => {
    const symbols = chordShapes.map(([name]) => `C${name}`);
    const answer = await fetch(`${test.server.url}/api/v1/chords`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ symbols, key: 'C', shapes: false }),
    });
    const { chords } = (await answer.json()) as { chords: { text: string; chord?: { pitchClasses: number[] } }[] };
    const read = chords.map(({ text, chord: found }) => [text, [...(found?.pitchClasses ?? [])].sort((a, b) => a - b)]);
    expect(read).toEqual(chordShapes.map(([name, semitones]) => [`C${name}`, semitones]));
  });
  it('says so where MIDI is not allowed', async () => {
    const page = await test.open();
    await page.evaluate(() => { navigator.requestMIDIAccess = () => Promise.reject(new DOMException('', 'SecurityError')); });
    await page.getByRole('button', { name: 'MIDI instruments' }).click();
    await page.getByRole('button', { name: 'Connect a MIDI keyboard' }).click();
    await page.getByRole('alert').filter({ hasText: 'MIDI is not allowed' }).waitFor();
  });
});
