// How loud each groove is on the page, and what brings it to -18 LUFS: writes src/sound/groove_levels.json.
//   AMUSE_SERVER=http://127.0.0.1:8420 npm run sound-levels
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const wanted = -18;
const file = 'src/sound/groove_levels.json';
const kept = JSON.parse(readFileSync(file, 'utf8'));
const server = await createServer({ server: { port: 0, hmr: false }, logLevel: 'error' });
await server.listen();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(server.resolvedUrls.local[0]);
const { grooves } = await page.evaluate(async () => (await fetch('/api/v1/grooves')).json());
const levels = {};
for (const { name } of grooves) {
  if (name === 'auto') continue;
  const found = await page.evaluate(async (groove) => {
    const { loudness, renderLoop } = await import('/e2e/sound/offline.ts');
    const progression = { chords: ['Am7', 'Fmaj7', 'C', 'G7'], key: 'C' };
    const body = JSON.stringify({ play: { groove }, progression });
    const performance = await (await fetch('/api/v1/perform', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).json();
    return loudness(await renderLoop(performance, performance.lengthSeconds + 1));
  }, name);
  const level = (kept[name] ?? 0) + wanted - found;
  levels[name] = Math.round(Math.min(9, Math.max(-9, level)) * 2) / 2;
  console.log(`${name.padEnd(14)}${found.toFixed(1).padStart(7)} LUFS, level ${levels[name]} dB`);
}
writeFileSync(file, `${JSON.stringify(levels, null, 1)}\n`);
await browser.close();
await server.close();
