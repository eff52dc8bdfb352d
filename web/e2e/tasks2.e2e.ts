import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keyboard, pointer, pressKeys, tabTo, type Hand } from './hands';
import { announced, dragBy, harness, type Page, type PageOptions } from './page';
import { chordsOf, namesOf, saved, typeChord } from './songPage';

// Twelve things that come after the chords, each by the keyboard alone and by the pointer alone; docs/web-tasks.md has the list.

const test = harness();
const full = Boolean(process.env['AMUSE_FULL']);

/** A new page with chords in its song. */
async function withChords(hand: Hand, chords: string, options: PageOptions = {}): Promise<Page> {
  const page = await test.open(options);
  if (hand.by === 'keyboard') {
    await pressKeys(page, 'Escape', 'g');
    await page.locator('.cell:focus').waitFor();
    await typeChord(page, chords);
  } else {
    await page.locator('.sections .cell').first().click();
    await hand.press(page, /^Write a chord here$/);
    await page.locator('.chord-input input').fill(chords);
    await page.keyboard.press('Enter');
    await page.locator('.chord-input').waitFor({ state: 'detached' });
  }
  return page;
}
async function choosesFile(page: Page, press: () => Promise<void>, file: { name: string; mimeType: string; buffer: Buffer } | string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles(file);
}
async function saves(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
/** What the server writes of some chords. */
async function exported(format: string, chords: string[], key: string): Promise<Buffer> {
  const answer = await fetch(`${test.server.url}/api/v1/export`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ format, progression: { chords, key, tempoBpm: 96 }, play: { groove: 'folk', seed: 1 } }),
  });
  return Buffer.from(await answer.arrayBuffer());
}
/** A microphone that hears a tone. */
const withMicrophone = (page: Page): Promise<void> => page.evaluate(() => {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 330, type: 'triangle' });
    tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
    tone.start();
    await context.resume();
    return out.stream;
  };
});
/** Two notes a bar over four bars. */
async function writeTune(page: Page, hand: Hand): Promise<void> {
  if (hand.by === 'keyboard') {
    await tabTo(page, /^Write a note/, 'Shift+Tab');
    for (const letter of 'egacfafg') await pressKeys(page, '3', letter, '0');
  } else {
    for (let bar = 0; bar < 4; ++bar) {
      const lane = await page.locator('.melody').nth(bar).boundingBox();
      if (!lane) throw new Error('no lane');
      for (const beat of [0, 2]) {
        const from = { x: lane.x + (lane.width * beat) / 4 + 4, y: lane.y + lane.height * 0.4 };
        await dragBy(page, from, { x: from.x + lane.width / 4 - 12, y: from.y }, 4);
      }
    }
  }
  await expect.poll(() => page.locator('button.note').count()).toBe(8);
}

const tasks: Record<string, (hand: Hand) => Promise<void>> = {
  '1: record two takes, keep the better one as an inspiration, throw the other away': async (hand) => {
    const page = await withChords(hand, 'C Am F G');
    await withMicrophone(page);
    await hand.press(page, /^Sing over it$/);
    for (const count of [1, 2]) {
      await hand.press(page, /^Record a take$/);
      await page.getByRole('button', { name: 'Stop recording' }).waitFor();
      // A bar is counted in; then it is sung.
      await expect.poll(() => page.getByLabel('Bar and beat').textContent(), { timeout: 20000 }).toMatch(/^1\.[34]|^2/);
      await hand.press(page, /^Stop recording$/);
      await expect.poll(() => page.locator('.sing .rows li').count()).toBe(count);
    }
    await hand.press(page, /^Play with the song: /);
    await hand.press(page, /^Stop: /);
    await hand.press(page, /^Be inspired by it: /);
    await page.locator('.items .face-sound').waitFor();
    await hand.press(page, /^Delete: /);
    await expect.poll(() => page.locator('.sing .rows li').count()).toBe(1);
  },
  '2: write a tune over bars 1 to 4 and words under it, and see where they are stressed': async (hand) => {
    const page = await withChords(hand, 'C Am F G');
    await hand.press(page, /^Tune and words$/);
    await writeTune(page, hand);
    await hand.press(page, /^Words$/);
    await hand.write(page, /^New lines of words$/, 'quiet river running through the night');
    await hand.press(page, /^Under the notes$/);
    await expect.poll(() => page.locator('.words-panel li').count()).toBe(1);
    await expect.poll(() => page.locator('.words .stressed').allTextContents()).toEqual(['qui-', 'ri-', 'run-', 'through']);
    // What was pressed is gone; its place has the keyboard.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('As a whole line');
  },
  '3: other chords under the tune': async (hand) => {
    const page = await withChords(hand, 'C Am F G');
    await hand.press(page, /^Tune and words$/);
    await writeTune(page, hand);
    await hand.press(page, /^Other chords under it$/);
    await hand.press(page, /^Insert .* into the song$/);
    await expect.poll(async () => (await namesOf(page)).join(' ')).not.toBe('C Am F G');
    expect(await page.locator('button.note').count()).toBe(8);
  },
  '4: play chords on a MIDI keyboard': async (hand) => {
    const page = await test.open();
    await page.evaluate(() => {
      const input = { id: 'in', name: 'Small keys', state: 'connected', onmidimessage: null as ((event: { data: Uint8Array }) => void) | null };
      Object.assign(window, { play: (pitches: number[]) => { for (const status of [0x90, 0x80]) for (const pitch of pitches) input.onmidimessage?.({ data: Uint8Array.of(status, pitch, 90) }); } });
      navigator.requestMIDIAccess = () => Promise.resolve({ inputs: new Map([['in', input]]), outputs: new Map() } as unknown as MIDIAccess);
    });
    const play = (pitches: number[]): Promise<void> => page.evaluate((all) => (window as unknown as { play(all: number[]): void }).play(all), pitches);
    await pressKeys(page, 'Escape');
    await hand.press(page, /^MIDI instruments$/);
    await hand.press(page, /^Connect a MIDI keyboard$/);
    await hand.press(page, /^Play chords into the song$/);
    await page.locator('.cell:focus').waitFor();
    await play([57, 60, 64, 67]);
    await expect.poll(() => namesOf(page)).toEqual(['Am7']);
    await play([53, 57, 60]);
    await expect.poll(() => namesOf(page)).toEqual(['Am7', 'F']);
  },
  '5: send the song to a band mate, who opens it': async (hand) => {
    const page = await withChords(hand, 'C Am F G');
    await hand.press(page, /^Take it away/);
    const sent = await saves(page, () => hand.press(page, /^Save: Amuse song$/));
    await page.locator('.notice', { hasText: 'is written' }).waitFor();
    const theirs = await test.open();
    await pressKeys(theirs, 'Escape');
    await hand.press(theirs, /^Take it away/);
    await choosesFile(theirs, () => hand.press(theirs, /^Choose: A song from a file$/), { name: sent.name, mimeType: 'application/json', buffer: sent.bytes });
    await expect.poll(() => namesOf(theirs)).toEqual(['C', 'Am', 'F', 'G']);
  },
  '6: print a lead sheet': async (hand) => {
    const page = await withChords(hand, 'C Am F G');
    await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
    await hand.press(page, /^Take it away/);
    await hand.press(page, /^Look and print: Lead sheet$/);
    await expect.poll(() => page.locator('.lead-sheet').textContent()).toContain('Am');
    await hand.press(page, /^Print$/);
    expect(await page.title()).toBe('printed');
  },
  '7: bars 5 to 8 as MIDI': async (hand) => {
    const page = await withChords(hand, 'C Am F G C Em F G7');
    await hand.chooseBars(page, 4, 7);
    await hand.press(page, /^Take it away/);
    const file = await saves(page, () => hand.press(page, /^Save: Only what is chosen$/));
    expect(file.name).toBe('Untitled song, Verse 5-8.mid');
    expect(file.bytes.subarray(0, 4).toString()).toBe('MThd');
  },
  '8: hear what the song was against what it is, at the same bar': async (hand) => {
    const page = await withChords(hand, 'C Am F G');
    await saved(page);
    await hand.goToChord(page, 1);
    await hand.press(page, /^A semitone up$/);
    await expect.poll(async () => (await namesOf(page))[1]).toBe('Bbm');
    await saved(page);
    await hand.press(page, /^Versions$/);
    await hand.press(page, /^Compare with the version of/);
    for (const which of [/^Hear: Then/, /^Hear: Now/]) {
      await hand.press(page, which);
      await page.getByRole('button', { name: which, pressed: true }).waitFor();
    }
    expect(await page.locator('.compare-bars li.differs').count()).toBe(1);
  },
  '9: see who wrote each chord': async (hand) => {
    const page = await test.open();
    await hand.write(page, /^What is the song about/, 'quiet rain');
    await hand.press(page, /^Insert .* into the song$/);
    await expect.poll(async () => (await namesOf(page)).length).toBeGreaterThan(1);
    await hand.goToChord(page, 1);
    await hand.press(page, /^A semitone up$/);
    await hand.goToChord(page, 0);
    await expect.poll(() => page.locator('.strip-what').textContent()).toContain('suggested for “quiet rain”');
    await saved(page);
    await hand.press(page, /^Versions$/);
    await hand.press(page, /^How it came about$/);
    await expect.poll(() => page.locator('.origin-table').textContent()).toContain('suggested for “quiet rain”');
  },
  '10: two bars of a recording, in the key of the song': async (hand) => {
    const page = await withChords(hand, 'C Am');
    await hand.press(page, /^Take it away/);
    const loop = { name: 'loop.ogg', mimeType: 'audio/ogg', buffer: await exported('ogg', ['G', 'Em', 'C', 'D', 'G', 'Em', 'C', 'D'], 'G') };
    await choosesFile(page, () => hand.press(page, /^Choose: Chords of a recording$/), loop);
    await page.locator('button.heard-chord').first().waitFor({ timeout: 30000 });
    if (hand.by === 'keyboard') {
      await tabTo(page, /bar 1, at/);
      await pressKeys(page, 'Shift+ArrowRight');
    } else {
      await page.locator('button.heard-chord').first().click();
      await hand.press(page, /^Choose a stretch$/);
      await page.locator('button.heard-chord').nth(1).click();
    }
    await page.getByText(/Chosen: .* 2 chords/).waitFor();
    await hand.press(page, /^Into the song$/);
    await expect.poll(() => chordsOf(page)).toHaveLength(4);
    // G and Em, from G into the song's C.
    expect((await namesOf(page)).slice(2)).toEqual(['C', 'Am']);
  },
  '11: open a song of another program': async (hand) => {
    const page = await test.open();
    await pressKeys(page, 'Escape');
    await hand.press(page, /^Take it away/);
    const file = { name: 'old song.musicxml', mimeType: 'text/xml', buffer: await exported('musicxml', ['F', 'Dm', 'Bb', 'C'], 'F') };
    await choosesFile(page, () => hand.press(page, /^Choose: A song from a file$/), file);
    await expect.poll(() => namesOf(page)).toEqual(['F', 'Dm', 'Bb', 'C']);
    await page.locator('.notice', { hasText: 'is opened as a new song' }).waitFor();
  },
  '12: on a phone, from a picture that is taken to chords in the song': async (hand) => {
    const page = await test.open({ size: 'phone' });
    await choosesFile(page, () => hand.press(page, /^Take a picture$/), 'src/components/inspire/examples/evening_sea.jpg');
    await hand.press(page, /^Insert .* into the song$/);
    await hand.press(page, /^Go to the song$/);
    await expect.poll(async () => (await namesOf(page)).length).toBeGreaterThan(1);
    expect(await announced(page)).not.toBe('');
  },
};

/** What every test run does; the others are in test-full. */
const always = [/^2:.*keyboard$/];

describe('twelve further tasks', () => {
  for (const [name, task] of Object.entries(tasks)) {
    for (const hand of [keyboard, pointer]) {
      const title = `${name}, by ${hand.by}`;
      it.runIf(full || always.some((one) => one.test(title)))(title, () => task(hand));
    }
  }
});
