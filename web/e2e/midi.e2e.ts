import { describe, expect, it } from 'vitest';
import { chordShapes } from '../src/domain/chordOfPitches';
import { expectAccessible, harness, shot, type Page } from './page';
import { goToSong, namesOf } from './songPage';

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
