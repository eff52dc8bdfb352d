import { describe, expect, it } from 'vitest';
import { expectAccessible, harness, shot, type Page } from './page';
import { namesOf, saved, typeChord, writeChords } from './songPage';
import { heard, likest, listen, onsets } from './sound/capture';

const test = harness();

/** Whatever the page has asked for by now was counted: a request of the test's own comes after it. */
const requestsSeen = (page: Page): Promise<unknown> => page.evaluate(() => fetch('/api/v1/formats').then((answer) => answer.text()));

describe('what the song was, and where it came from', () => {
  it('stands beside what it is, with what differs lit, and is heard at the same bar', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await saved(page);
    await page.locator('.cell.chord').nth(1).click();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await namesOf(page))[1]).toBe('Bbm');
    await saved(page);
    await page.getByRole('button', { name: 'Versions', exact: true }).click();
    await page.getByRole('button', { name: /^Compare with the version of/ }).first().click();
    await page.locator('.compare-bars li').nth(3).waitFor();
    expect(await page.locator('.compare-bars li.differs').allTextContents()).toEqual([expect.stringMatching(/2.*Am.*Bbm.*differs/)]);
    await expectAccessible(page);
    await shot(page, 'compare');
    await page.getByRole('button', { name: /^Hear: Then/ }).click();
    await page.getByRole('button', { name: /^Hear: Then/, pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Hear: Now' }).click();
    await page.getByRole('button', { name: 'Hear: Now', pressed: true }).waitFor();
    await page.keyboard.press('Escape');
  });
  it.runIf(process.env.AMUSE_FULL)('is on a branch beside what it is, with what was changed there lit', async () => {
    const page = await test.open();
    await writeChords(page, 'C Am F G');
    await saved(page);
    await page.getByRole('button', { name: 'Versions', exact: true }).click();
    await page.getByLabel('Try something else, named …').fill('darker');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Compare with the song itself' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.cell.chord').nth(2).click();
    await typeChord(page, 'Fm');
    await expect.poll(() => namesOf(page)).toEqual(['C', 'Am', 'Fm', 'G']);
    await page.locator('.tempo input').fill('72');
    await page.keyboard.press('Enter');
    await saved(page);
    await page.getByRole('button', { name: 'Versions', exact: true }).click();
    await page.getByRole('button', { name: 'Compare with the song itself' }).click();
    await page.locator('.compare-bars li').nth(3).waitFor();
    expect(await page.locator('.compare-bars li.differs').allTextContents()).toEqual([expect.stringMatching(/3.*F.*Fm.*differs/)]);
    expect(await page.locator('.compare-facts tbody tr').allTextContents()).toEqual([expect.stringMatching(/96.*72/)]);
    // Each by its own name: neither is what the other was.
    expect((await page.locator('.compare-facts thead th').allTextContents())).toEqual(['the song itself', 'darker']);
    await page.getByRole('button', { name: 'Hear: the song itself' }).waitFor();
    await page.getByRole('button', { name: 'Hear: darker' }).waitFor();
    expect(await page.locator('.dialog.compare').innerText()).not.toMatch(/\b([Tt]hen|[Nn]ow)\b/);
    await expectAccessible(page);
    await shot(page, 'compare-branch');
  });
  it.runIf(process.env.AMUSE_FULL)('is heard in turn with what it is, each going on in the bar that the other would have reached', async () => {
    const page = await test.open();
    await listen(page);
    await writeChords(page, 'C Am F G');
    await page.locator('.groove-menu > button').click();
    await page.locator('.groove-menu .menu-item', { hasText: 'Plain chords' }).click();
    await page.keyboard.press('Escape');
    await page.locator('.tempo input').fill('120');
    await page.keyboard.press('Enter');
    await saved(page);
    await page.locator('.cell.chord').first().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => namesOf(page)).toEqual(['Db', 'Bbm', 'Gb', 'Ab']);
    await saved(page);
    await page.getByRole('button', { name: 'Versions', exact: true }).click();
    await page.getByRole('button', { name: /^Compare with the version of/ }).first().click();
    await page.locator('.compare-bars li').nth(3).waitFor();
    await page.waitForTimeout(1500); // the instruments come
    await page.getByRole('button', { name: /^Hear: Then/ }).click();
    await page.waitForTimeout(3000); // in the second bar: a bar is two seconds
    await page.getByRole('button', { name: 'Hear: Now' }).click();
    await page.waitForTimeout(4000); // in the fourth
    await page.getByRole('button', { name: /^Hear: Then/ }).click();
    await page.waitForTimeout(3500);
    const tape = await heard(page);
    const begun = onsets(tape, 0.002)[0]!;
    const triads = { C: [0, 4, 7], Am: [9, 0, 4], F: [5, 9, 0], G: [7, 11, 2], Db: [1, 5, 8], Bbm: [10, 1, 5], Gb: [6, 10, 1], Ab: [8, 0, 3] };
    expect([0, 1, 2, 3, 4].map((bar) => likest(tape, begun + 2 * bar + 0.3, 1.2, triads))).toEqual(['C', 'Am', 'Gb', 'Ab', 'C']);
  });
  it.runIf(process.env.AMUSE_FULL)('is read once after what was done there, and more of it stays once it was asked for', async () => {
    const page = await test.open();
    await writeChords(page, 'C');
    await saved(page);
    let asked = 0;
    await page.route('**/history?*', (route) => {
      asked += 1;
      return route.continue({ url: route.request().url().replace('limit=50', 'limit=1') });
    });
    await page.getByRole('button', { name: 'Versions', exact: true }).click();
    const rows = page.getByLabel(/^Name the version of/);
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await requestsSeen(page);
    expect([asked, await rows.count()]).toEqual([2, 2]);
    await page.getByLabel('Try something else, named …').fill('slower');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Compare with the song itself' }).waitFor();
    await requestsSeen(page);
    expect(asked).toBe(3);
  });
  it('says who made each chord, on demand and on one page', async () => {
    const page = await test.open();
    await page.locator('#inspire-text').fill('quiet rain');
    await page.keyboard.press('Enter');
    await page.locator('.card').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.keyboard.press('i');
    await expect.poll(async () => (await namesOf(page)).length).toBeGreaterThan(1);
    await page.locator('.cell.chord').first().click();
    await expect.poll(() => page.locator('.strip-what').textContent()).toContain('suggested for “quiet rain”');
    await page.keyboard.press('Control+e');
    await page.getByRole('button', { name: 'Look and print: How it came about' }).click();
    await page.locator('.origin-table tbody tr').first().waitFor();
    await expect.poll(() => page.locator('.paper-sheet').textContent()).toContain('versions are kept');
    expect(await page.locator('.origin-table').textContent()).toContain('suggested for “quiet rain”');
    await expectAccessible(page);
    await shot(page, 'provenance');
  });
});
