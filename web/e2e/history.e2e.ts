import { describe, expect, it } from 'vitest';
import { expectAccessible, harness, shot } from './page';
import { namesOf, saved, writeChords } from './songPage';

const test = harness();

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
