import { describe, expect, it } from 'vitest';
import { announced, dragBy, expectAccessible, harness, shot, sizes, type SizeName } from './page';
import { chordsOf, goToSong, namesOf, saved, writeChords } from './songPage';

const test = harness();

describe('the song, by keyboard', () => {
  it('takes chords one after the other and several at once', async () => {
    const page = await test.open();
    await page.keyboard.press('Escape');
    await page.locator('.sections .cell').first().focus();
    await page.keyboard.type('C');
    await page.locator('.chord-input input').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.chord-input').waitFor({ state: 'detached' });
    await page.keyboard.type('A');
    await page.keyboard.type('m7 F | G G7 |');
    await page.keyboard.press('Enter');
    await expect.poll(() => chordsOf(page)).toEqual([
      'C, Verse, bar 1, beat 1, 4 beats', 'Am7, Verse, bar 2, beat 1, 2 beats', 'F, Verse, bar 2, beat 3, 2 beats',
      'G, Verse, bar 3, beat 1, 2 beats', 'G7, Verse, bar 3, beat 3, 2 beats',
    ]);
  });
  it('says what is wrong with a chord and keeps what was typed', async () => {
    const page = await test.open();
    await page.locator('.sections .cell').first().click();
    await page.keyboard.press('Enter');
    await page.locator('.chord-input input').fill('Hm7');
    await page.keyboard.press('Enter');
    await page.locator('.chord-problem').waitFor();
    expect(await page.locator('.chord-input input').inputValue()).toBe('Hm7');
    await page.keyboard.press('Escape');
    expect(await namesOf(page)).toEqual([]);
  });
  it('completes with chords of the key first', async () => {
    const page = await test.open();
    await page.locator('.sections .cell').first().click();
    await page.keyboard.type('D');
    await page.locator('.completions li').nth(1).waitFor();
    expect(await page.locator('.completions').textContent()).toContain('Dm');
    await page.keyboard.type('m');
    await page.locator('.completions li').nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => namesOf(page)).toEqual(['Dm']);
  });
  it('moves, stretches, splits, joins, locks, transposes and removes', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    await page.locator('.cell.chord').first().click();
    await page.keyboard.press('Alt+Shift+ArrowLeft');
    await page.keyboard.press('Alt+Shift+ArrowLeft');
    expect((await chordsOf(page))[0]).toBe('C, Verse, bar 1, beat 1, 2 beats');
    expect((await chordsOf(page))[1]).toBe('F, Verse, bar 1, beat 3, 6 beats');
    await page.keyboard.press('s');
    expect(await namesOf(page)).toEqual(['C', 'C', 'F']);
    await page.keyboard.press('j');
    expect(await namesOf(page)).toEqual(['C', 'F']);
    await page.keyboard.press('Alt+ArrowUp');
    expect((await namesOf(page))[0]).toBe('Db');
    await page.keyboard.press('k');
    expect((await chordsOf(page))[0]).toContain('locked');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    expect((await chordsOf(page))[1]).toContain('beat 4, 6 beats');
    await page.keyboard.press('Delete');
    expect(await namesOf(page)).toEqual(['Db']);
    await saved(page);
  });
  it('copies and pastes, within the song and as plain text', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await page.locator('.cell.chord').first().click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('| C | Am |');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+v');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'Am', 'F', 'G', 'C', 'Am']);
    await page.evaluate(() => navigator.clipboard.writeText('Dm7 G7 | Cmaj7'));
    await page.keyboard.press('Home');
    await page.locator('.cell.chord').nth(2).click();
    await page.keyboard.press('Control+v');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'Am', 'Dm7', 'G7', 'Cmaj7', 'C', 'Am']);
  });
  it('undoes and does again, also after the page was loaded anew', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    await page.keyboard.press('Control+z');
    expect(await namesOf(page)).toEqual([]);
    await page.keyboard.press('Control+Shift+z');
    expect(await namesOf(page)).toEqual(['C', 'F']);
    await saved(page);
    await page.reload();
    await expect.poll(() => namesOf(page)).toEqual(['C', 'F']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => namesOf(page)).toEqual([]);
  });
});

describe('the song, by pointer', () => {
  it.runIf(process.env.AMUSE_FULL)('drags chords and their edges', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    const first = await page.locator('.cell.chord').first().boundingBox();
    if (!first) throw new Error('no chord');
    const y = first.y + 30;
    await dragBy(page, { x: first.x + first.width - 3, y }, { x: first.x + first.width / 2, y }, 5);
    expect(await chordsOf(page)).toEqual(['C, Verse, bar 1, beat 1, 2 beats', 'F, Verse, bar 1, beat 3, 6 beats']);
    const second = await page.locator('.cell.chord').nth(1).boundingBox();
    if (!second) throw new Error('no chord');
    await dragBy(page, { x: second.x + 10, y }, { x: second.x + 10 + first.width, y }, 5);
    expect((await chordsOf(page))[1]).toBe('F, Verse, bar 2, beat 3, 6 beats');
  });
  it.runIf(process.env.AMUSE_FULL)('marks a range of empty bars', async () => {
    const page = await test.open();
    const bars = page.locator('[data-bar]');
    const from = await bars.nth(1).boundingBox();
    const to = await bars.nth(2).boundingBox();
    if (!from || !to) throw new Error('no bars');
    await dragBy(page, { x: from.x + 3, y: from.y + 50 }, { x: to.x + to.width - 3, y: to.y + 50 }, 6);
    expect(await page.locator('.bar-marks .range').count()).toBe(2);
  });
});

describe('the song as a whole', () => {
  it('changes key with the chords, or spells them anew', async () => {
    const page = await test.open();
    await writeChords(page, 'C F G#');
    await page.getByRole('button', { name: /^Key:/ }).click();
    await page.getByLabel('Keynote').selectOption('Eb');
    await page.getByRole('button', { name: /Keep the chords/ }).click();
    expect(await namesOf(page)).toEqual(['C', 'F', 'Ab']);
    await page.getByRole('button', { name: /^Key:/ }).click();
    await page.getByLabel('Keynote').selectOption('F');
    await page.getByRole('button', { name: /Move the chords/ }).click();
    expect(await namesOf(page)).toEqual(['D', 'G', 'Bb']);
    await saved(page);
    expect(await namesOf(page)).toEqual(['D', 'G', 'Bb']);
  });
  it('shows numerals and the shapes behind a capo', async () => {
    const page = await test.open();
    await writeChords(page, 'Bb Eb F');
    await page.getByRole('button', { name: 'No capo' }).click();
    await page.getByRole('button', { name: /Fret 3/ }).click();
    expect((await chordsOf(page))[0]).toContain('shape G');
    await page.getByRole('button', { name: 'Nashville' }).click();
    await expect.poll(() => page.locator('.cell-name').first().textContent()).toBe('b7');
  });
  it('has sections that are copied, repeated and put in order', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    await page.getByRole('button', { name: 'More for Verse', exact: true }).click();
    await page.getByRole('button', { name: 'Copy the section' }).click();
    await page.getByRole('button', { name: 'Play Verse once more' }).click();
    expect(await page.locator('.order-chip').allTextContents()).toEqual(['Verse', 'Verse', 'Verse 2']);
    await page.locator('.order-chip').nth(2).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    expect(await page.locator('.order-chip').allTextContents()).toEqual(['Verse', 'Verse 2', 'Verse']);
    expect(await announced(page)).toContain('Verse, Verse 2, Verse');
  });
  it('is kept, found, branched and brought back', async () => {
    const page = await test.open();
    await page.getByLabel('Song title').fill('Harbour lights');
    await page.keyboard.press('Enter');
    await writeChords(page, 'C F');
    await saved(page);
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByLabel(/^Name the version/).first().fill('before the bridge');
    await page.keyboard.press('Enter');
    await page.getByLabel(/named/).fill('slow');
    await page.getByRole('button', { name: 'Branch off' }).click();
    await expect.poll(() => page.url()).toContain('branch=slow');
    await page.keyboard.press('Escape');
    await page.locator('.cell.chord').first().click();
    await page.keyboard.press('Delete');
    expect(await namesOf(page)).toEqual(['F']);
    await saved(page);
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByLabel('You are working on').selectOption('main');
    await expect.poll(() => page.url()).not.toContain('branch');
    await page.keyboard.press('Escape');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'F']);
    await page.getByRole('button', { name: 'Songs' }).click();
    await page.getByRole('button', { name: 'New song' }).click();
    expect(await namesOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Songs' }).click();
    await page.getByLabel('Search your songs').fill('harbour');
    await page.getByRole('button', { name: 'Harbour lights', exact: true }).click();
    await expect.poll(() => namesOf(page)).toEqual(['C', 'F']);
  });
});

describe('without the server', () => {
  it('works on, and saves when it is back', async () => {
    const page = await test.open();
    await writeChords(page, 'C');
    await saved(page);
    await test.server.kill();
    await page.locator('.cell.chord').first().click();
    await page.keyboard.press('k');
    await page.locator('.save-state.offline').waitFor();
    expect((await chordsOf(page))[0]).toContain('locked');
    await test.server.start();
    await saved(page);
    await page.reload();
    await expect.poll(async () => (await chordsOf(page))[0]).toContain('locked');
  });
  it.runIf(process.env.AMUSE_FULL)('is there again where the page is loaded anew before all was sent', async () => {
    const page = await test.open();
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((there) => { arrive = there; });
    await page.route('**/edits', () => { arrive(); }); // and is never answered
    await writeChords(page, 'C F');
    await arrived;
    await page.unroute('**/edits');
    await page.reload();
    await expect.poll(() => namesOf(page)).toEqual(['C', 'F']);
    await saved(page);
  });
  it.runIf(process.env.AMUSE_FULL)('joins changes made in two windows', async () => {
    const page = await test.open();
    await writeChords(page, 'C F');
    await saved(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect.poll(() => namesOf(other)).toEqual(['C', 'F']);
    await other.locator('.cell.chord').first().click();
    await other.keyboard.press('k');
    await saved(other);
    await page.locator('.cell.chord').nth(1).click();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => chordsOf(page)).toEqual(['C, Verse, bar 1, beat 1, 4 beats, locked', 'Gb, Verse, bar 2, beat 1, 4 beats']);
  });
});

describe('for everyone', () => {
  // Every size in both colours takes a minute: two that share neither here, all in ./dev test-full.
  for (const size of Object.keys(sizes) as SizeName[]) {
    for (const colours of ['light', 'dark'] as const) {
      const isCore = (size === 'desktop') === (colours === 'light') && size !== 'tablet';
      it.runIf(isCore || process.env.AMUSE_FULL)(`breaks no rule of accessibility: ${size}, ${colours}`, async () => {
        const page = await test.open({ size, colours });
        await expectAccessible(page);
        await shot(page, `start-${size}-${colours}`);
        await writeChords(page, 'C Am7 Fm | G7 Bdim |');
        await page.locator('.cell.chord').nth(2).click();
        await page.keyboard.press('k');
        await expectAccessible(page);
        await shot(page, `song-${size}-${colours}`);
        await page.keyboard.press('Enter');
        await page.locator('.chord-input input').fill('D');
        await page.locator('.completions li').nth(1).waitFor();
        await expectAccessible(page);
        await shot(page, `typing-${size}-${colours}`);
      });
    }
  }
  it('breaks no rule of accessibility in its sheets and menus', async () => {
    const page = await test.open({ size: 'tablet' });
    await writeChords(page, 'C Am7');
    for (const name of ['Songs', 'Versions', 'Keyboard shortcuts']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.locator('dialog').waitFor();
      await expectAccessible(page);
      await shot(page, `${name.toLowerCase().replace(' ', '-')}`);
      await page.keyboard.press('Escape');
    }
    for (const name of [/^Key:/, 'No capo', 'My range']) {
      await page.getByRole('button', { name }).click();
      await expectAccessible(page);
      if (name === 'My range') await shot(page, `range`);
      await page.keyboard.press('Escape');
    }
  }, 60000);
  it('speaks Korean', async () => {
    const page = await test.open({ language: 'ko' });
    await goToSong(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    await expect.poll(() => page.locator('.order').textContent()).toContain('연주 순서');
    await shot(page, 'korean');
  });
});
