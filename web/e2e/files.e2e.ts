import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dragBy, expectAccessible, harness, shot, type Page } from './page';
import { pointer } from './hands';
import { midiNotes } from './midiNotes';
import { namesOf, saved, writeChords } from './songPage';

const test = harness();
const kAll = 'Amuse song with its pictures, sounds and takes';

async function openTake(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take it away' }).click();
  await page.getByRole('button', { name: 'Save: MIDI' }).waitFor();
}
async function save(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Save: ${name}`, exact: true }).click()]);
  return readFileSync(await download.path());
}
/** Drops a file on the middle of the song, as another program would. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const data = await page.evaluateHandle(({ file, content }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(content)], file));
    return transfer;
  }, { file: name, content: [...bytes] });
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('#song', type, { dataTransfer: data });
}

describe('the song, taken away and brought in', () => {
  it('goes out in every format, and comes in again by being dropped', async () => {
    const page = await test.open();
    await writeChords(page, 'C F G C');
    await openTake(page);
    await expectAccessible(page);
    await shot(page, 'take');
    for (const [name, begins] of [['MIDI', 'MThd'], ['MusicXML', '<?xml'], ['Chart', 'Verse'], ['Nashville chart', 'Verse'], ['Chord labels', '0'], ['Ogg Vorbis', 'OggS'], ['WAV', 'RIFF'], ['Amuse song', '{']] as const) {
      const bytes = await save(page, name);
      expect(bytes.toString('latin1').slice(0, 400), name).toContain(begins);
    }
    const chordPro = await save(page, 'ChordPro');
    await page.keyboard.press('Escape');
    await drop(page, 'x.cho', chordPro);
    await page.getByText('x.cho is opened as a new song').first().waitFor();
    await expect.poll(() => namesOf(page)).toEqual(['C', 'F', 'G', 'C']);
    await drop(page, 'broken.zip', Buffer.from('PK\x03\x04 and no more'));
    await page.getByText('There is no song that can be read in broken.zip').first().waitFor();
  });
  it.runIf(process.env.AMUSE_FULL).each([
    ['MIDI', 'x.mid'], ['MusicXML', 'x.musicxml'], ['Chord labels', 'x.lab'], ['Chart', 'x.txt'], ['ChordPro', 'x.cho'], ['Amuse song', 'x.json'],
  ])('is opened where its %s is dropped', async (format, file) => {
    const page = await test.open();
    await writeChords(page, 'Dm7 G7 Cmaj7 A7b9');
    await openTake(page);
    const bytes = await save(page, format);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Songs', exact: true }).click();
    await page.getByRole('button', { name: 'New song' }).click();
    await expect.poll(() => namesOf(page)).toEqual([]);
    await drop(page, file, bytes);
    await page.locator('.notice', { hasText: file }).first().waitFor();
    await expect.poll(() => namesOf(page)).toEqual(['Dm7', 'G7', 'Cmaj7', 'A7b9']);
    expect((await page.locator('.part-head').allInnerTexts()).length).toBe(1);
  });
  it.runIf(process.env.AMUSE_FULL)('goes out with its pictures, and has them when it comes in', async () => {
    const page = await test.open();
    await page.locator('.inspire-box input[type=file]').setInputFiles('src/components/inspire/examples/evening_sea.jpg');
    await page.locator('.items .item').waitFor();
    await writeChords(page, 'Am F');
    await openTake(page);
    const zip = await save(page, kAll);
    expect(zip.includes(readFileSync('src/components/inspire/examples/evening_sea.jpg'))).toBe(true);
    await page.locator('.take input[accept*=".json"]').setInputFiles({ name: 'sea.amuse.zip', mimeType: 'application/zip', buffer: zip });
    await page.getByText('sea.amuse.zip is opened as a new song').first().waitFor();
    await expect.poll(() => namesOf(page)).toEqual(['Am', 'F']);
    await page.locator('.items .item img').waitFor();
  });
  it('goes out with its takes and the record of how it came about, and has the takes when it comes in', async () => {
    const page = await test.open();
    await writeChords(page, 'Am F');
    await saved(page);
    await page.evaluate(async () => {
      const open = indexedDB.open('amuse-takes', 1);
      const database = await new Promise<IDBDatabase>((resolve) => { open.onsuccess = () => resolve(open.result); });
      const [, songId] = /song=([^&]+)/.exec(location.hash) ?? [];
      const put = database.transaction('takes', 'readwrite').objectStore('takes').put({
        id: 'take-x', songId, partId: 'p1', tick: 3840, leadSeconds: 0.5, seconds: 7.5, bpm: 96, recordedMs: 1700000000000,
        sound: new Blob(['RIFF a voice'], { type: 'audio/wav' }),
      });
      await new Promise((resolve) => { put.onsuccess = resolve; });
      database.close();
    });
    await page.reload();
    await expect.poll(() => namesOf(page)).toEqual(['Am', 'F']);
    await openTake(page);
    const zip = await save(page, kAll);
    for (const held of ['take-1.wav', 'RIFF a voice', 'takes.json', 'provenance.html', '<td>Am</td><td>by hand</td>', 'versions are kept']) expect(zip.includes(held), held).toBe(true);
    await page.locator('.take input[accept*=".json"]').setInputFiles({ name: 'sung.amuse.zip', mimeType: 'application/zip', buffer: zip });
    await page.getByText('sung.amuse.zip is opened as a new song').first().waitFor();
    await saved(page);
    await page.reload();
    await page.getByRole('button', { name: 'Sing over it' }).click();
    await expect.poll(() => page.locator('.sing .rows li').allTextContents()).toEqual([expect.stringContaining('7 s')]);
  });
  it('goes out with its record where a single file is wanted, and that is opened again', async () => {
    const page = await test.open();
    await writeChords(page, 'Am F C G');
    await openTake(page);
    await page.getByLabel('With its record').check();
    await expectAccessible(page);
    for (const [name, begins] of [['MIDI', 'MThd'], ['ChordPro', '[Am]']] as const) {
      const zip = await save(page, name);
      for (const held of [begins, 'provenance.html', '<td>Am</td><td>by hand</td>']) expect(zip.includes(held), held).toBe(true);
      if (name === 'MIDI') continue;
      await page.locator('.take input[accept*=".json"]').setInputFiles({ name: 'x.cho.zip', mimeType: 'application/zip', buffer: zip });
      await page.getByText('x.cho.zip is opened as a new song').first().waitFor();
    }
    await expect.poll(() => namesOf(page)).toEqual(['Am', 'F', 'C', 'G']);
  });
  it('is on paper as chords over words and as notation, and alone on what is printed', async () => {
    const page = await test.open();
    await page.getByLabel('Song title').fill('Quiet rain');
    await writeChords(page, 'Am7 F C G');
    await openTake(page);
    await page.getByRole('button', { name: 'Look and print: Chord sheet' }).click();
    await page.locator('.paper-bar').nth(3).waitFor();
    await expectAccessible(page);
    await shot(page, 'chord-sheet');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.song-view').isVisible()).toBe(false);
    expect(await page.locator('.paper-sheet h1').textContent()).toBe('Quiet rain');
    await shot(page, 'chord-sheet-print');
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('Escape');
    await openTake(page);
    await page.getByRole('button', { name: 'Look and print: Lead sheet' }).click();
    await expect.poll(() => page.locator('.lead-sheet').textContent()).toContain('Am7');
    expect(await page.locator('.paper [role=alert], .paper [role=status]').count()).toBe(0);
    await expectAccessible(page);
    await shot(page, 'lead-sheet');
  });
  it('gives what is chosen as MIDI of its own', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    await page.locator('.cell.chord').nth(1).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /What is chosen as MIDI/ }).click()]);
    expect(download.suggestedFilename()).toBe('Untitled song, Verse 2.mid');
    expect(readFileSync(await download.path()).subarray(0, 4).toString()).toBe('MThd');
  });
  it.runIf(process.env.AMUSE_FULL)('gives what is chosen to a program it is dragged to, as the notes of those bars', async () => {
    const page = await test.open();
    await writeChords(page, 'C F Dm G');
    await page.locator('.groove-menu > button').click();
    await page.locator('.groove-menu .menu-item', { hasText: 'Plain chords' }).click();
    await page.keyboard.press('Escape');
    await pointer.chooseBars(page, 1, 2);
    await page.evaluate(() => {
      addEventListener('dragstart', (event) => { Object.assign(window, { dragged: event.dataTransfer?.getData('DownloadURL') }); });
    });
    const button = page.getByRole('button', { name: /What is chosen as MIDI/ });
    const box = (await button.boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const dragged = async (): Promise<string> => {
      await dragBy(page, at, { x: at.x, y: at.y - 200 }, 8);
      return page.evaluate(() => (window as unknown as { dragged?: string }).dragged ?? '');
    };
    await expect.poll(dragged).toMatch(/^audio\/midi:Untitled song, Verse 2-3\.mid:blob:/);
    const [taken] = await Promise.all([page.waitForEvent('download'), page.evaluate(() => {
      const { dragged: what } = window as unknown as { dragged: string };
      Object.assign(document.createElement('a'), { href: what.slice(what.indexOf('blob:')), download: 'dragged.mid' }).click();
    })]);
    const notes = midiNotes(readFileSync(await taken.path()));
    const classesIn = (bar: number): number[] => [...new Set(notes.filter(({ quarters }) => Math.floor((quarters + 0.05) / 4) === bar).map(({ pitch }) => pitch % 12))].sort((a, b) => a - b);
    expect([classesIn(0), classesIn(1)]).toEqual([[0, 5, 9], [2, 5, 9]]);
    expect(notes.every(({ quarters }) => quarters < 8)).toBe(true);
  });
});
