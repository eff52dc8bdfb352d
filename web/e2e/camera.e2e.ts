import { expect, it } from 'vitest';
import { expectAccessible, harness, shot, type Page } from './page';
import { tabTo } from './hands';

// A picture taken on the spot, where there is no camera program: on a desktop; and one from the clipboard.

const test = harness();

/** A camera that sees the evening: a canvas in its place. */
async function pretendCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const draw = (): void => {
      const pen = canvas.getContext('2d');
      if (!pen) return;
      pen.fillStyle = '#24406e';
      pen.fillRect(0, 0, 320, 140);
      pen.fillStyle = '#e08040';
      pen.fillRect(0, 140, 320, 100);
    };
    setInterval(draw, 50);
    navigator.mediaDevices.getUserMedia = () => {
      draw();
      const stream = canvas.captureStream(20);
      Object.assign(window, { track: stream.getTracks()[0] });
      return Promise.resolve(stream);
    };
  });
}
const trackState = (page: Page): Promise<string> => page.evaluate(() => (window as unknown as { track: MediaStreamTrack }).track.readyState);

it('becomes an inspiration, by the keyboard alone, and the camera is let go', async () => {
  const page = await test.open();
  await pretendCamera(page);
  await tabTo(page, /^Take a picture$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take it', exact: true }).and(page.locator(':focus')).waitFor();
  expect(await page.getByRole('dialog').getByRole('status').textContent()).toContain('The camera sees this');
  expect(await trackState(page)).toBe('live');
  await expectAccessible(page);
  await shot(page, 'camera');
  await page.keyboard.press('Enter');
  await page.locator('.face-picture img').waitFor();
  expect(await page.locator('.face-picture img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320);
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(await trackState(page)).toBe('ended');
  await page.locator('.card').first().waitFor();
});

it.runIf(process.env.AMUSE_FULL)('lets the camera go where no picture is taken', async () => {
  const page = await test.open();
  await pretendCamera(page);
  await page.getByRole('button', { name: 'Take a picture' }).click();
  await page.getByRole('button', { name: 'Take it', exact: true }).and(page.locator(':enabled')).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => trackState(page)).toBe('ended');
  expect(await page.locator('.items .item').count()).toBe(0);
});

it.runIf(process.env.AMUSE_FULL)('says kindly why there is none, and tries again', async () => {
  const page = await test.open();
  for (const [name, words] of [['NotAllowedError', 'is not allowed'], ['NotFoundError', 'No camera was found'], ['NotReadableError', 'Another program has']] as const) {
    await page.evaluate((error) => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error)); }, name);
    await page.getByRole('button', { name: 'Take a picture' }).click();
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
    if (name !== 'NotReadableError') await page.keyboard.press('Escape');
  }
  await expectAccessible(page);
  await pretendCamera(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Take it', exact: true }).and(page.locator(':enabled')).waitFor();
});

it.runIf(process.env.AMUSE_FULL)('is pasted as well: anywhere on the page, as browsers and other programs copy pictures', async () => {
  const page = await test.open();
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 120 });
    const pen = canvas.getContext('2d');
    if (pen) pen.fillStyle = '#2a7f62';
    pen?.fillRect(0, 0, 200, 120);
    const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    if (blob) await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  });
  await page.locator('#song').focus();
  await page.keyboard.press('Control+v');
  await page.locator('.face-picture img').waitFor();
  expect(await page.locator('.face-picture img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(200);
  await page.locator('.card').first().waitFor();
});
