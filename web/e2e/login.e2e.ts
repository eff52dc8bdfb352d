import { expect, it } from 'vitest';
import { expectAccessible, harness, shot } from './page';
import { namesOf, saved, writeChords } from './songPage';

const password = 'quiet rain at four';
const test = harness(undefined, password);

it.runIf(process.env.AMUSE_FULL).each(['light', 'dark'] as const)('asks for the password first, by keyboard, breaking no rule of accessibility: %s', async (colours) => {
  const page = await test.open({ size: colours === 'dark' ? 'phone' : 'desktop', colours });
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password');
  await expectAccessible(page);
  await shot(page, `login-${colours}`);
  await page.keyboard.type('not that one');
  await page.keyboard.press('Enter');
  await page.locator('.login [role=alert]').waitFor();
  await expectAccessible(page);
  await page.locator('.login input').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.page').waitFor();
  await writeChords(page, 'C F');
  await expect.poll(() => namesOf(page)).toEqual(['C', 'F']);
  await saved(page);
  await page.reload();
  await expect.poll(() => namesOf(page)).toEqual(['C', 'F']);
});
