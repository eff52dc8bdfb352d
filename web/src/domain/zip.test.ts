import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { unzip, ZipError, zipOf, type ZipEntry } from './zip';

const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
const bytesOf = async (entries: ZipEntry[]): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await zipOf(entries).arrayBuffer());
const entries: ZipEntry[] = [{ name: 'song.json', bytes: text('{"a":1}') }, { name: '해변.jpg', bytes: new Uint8Array([0, 1, 2, 255]) }];

it('gives back what was put in, names in any script', async () => {
  const read = await unzip(await bytesOf(entries));
  expect(read.map((one) => [one.name, [...one.bytes]])).toEqual(entries.map((one) => [one.name, [...one.bytes]]));
});

/** The first entry packed, with its sizes put right. */
async function packed(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await bytesOf([{ name: 'a', bytes: content }]);
  const small = new Uint8Array(deflateRawSync(content));
  const tail = plain.slice(31 + content.length);
  const whole = new Uint8Array(31 + small.length + tail.length);
  whole.set(plain.slice(0, 31));
  whole.set(small, 31);
  whole.set(tail, 31 + small.length);
  const view = new DataView(whole.buffer);
  const central = 31 + small.length;
  view.setUint16(8, 8, true);
  view.setUint16(central + 10, 8, true);
  view.setUint32(central + 20, small.length, true);
  view.setUint32(whole.length - 22 + 16, central, true);
  return whole;
}

it('reads packed files', async () => {
  const words = text('la la la '.repeat(1000));
  expect([...((await unzip(await packed(words)))[0]?.bytes ?? [])]).toEqual([...words]);
});

it('refuses what is damaged, and never breaks on it', async () => {
  await expect(unzip(text('no zip at all, but long enough to hold an end'))).rejects.toThrow(ZipError);
  const good = await bytesOf(entries);
  let seed = 7;
  const random = (below: number): number => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return seed % below; };
  for (let round = 0; round < 500; ++round) {
    const bad = good.slice(0, round % 3 === 0 ? random(good.length) : good.length);
    for (let change = 0; change < 1 + random(4); ++change) if (bad.length) bad[random(bad.length)] = random(256);
    await unzip(bad).catch((error: unknown) => { expect(error).toBeInstanceOf(ZipError); });
  }
});

it('refuses a file whose bytes were changed', async () => {
  const bad = await bytesOf(entries);
  bad[30 + 'song.json'.length] = 0x7c;
  await expect(unzip(bad)).rejects.toThrow('damaged');
});
