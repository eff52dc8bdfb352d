import { expect, it } from 'vitest';
import { kTakeList, takeEntries, takesIn, type PackedTake } from './takeList';

const take = (tick: number, sound: string): PackedTake => ({
  partId: 'p1', tick, leadSeconds: 0.5, seconds: 10.5, bpm: 96, recordedMs: 1700000000000 + tick, sound: new Blob([sound], { type: 'audio/wav' }),
});
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

it('gives back each take with its sound and its place', async () => {
  const takes = [take(0, 'RIFF one'), take(3840, 'RIFF two')];
  const read = takesIn(await takeEntries(takes));
  expect(await Promise.all(read.map(async ({ sound, ...rest }) => [rest, await sound.text()]))).toEqual(
    takes.map(({ sound: _, ...rest }, index) => [rest, ['RIFF one', 'RIFF two'][index]]));
});

it('holds nothing where there are no takes', async () => expect(await takeEntries([])).toEqual([]));

it.each([
  ['no list', '{"takes":1}'], ['no JSON', '[{"file":'], ['nothing', '[null, 3, "x"]'],
  ['a recording that is not there', '[{"file":"other.wav","partId":"p1","tick":0,"leadSeconds":0,"seconds":1,"bpm":96,"recordedMs":1}]'],
  ['what is no recording', `[{"file":"${kTakeList}","partId":"p1","tick":0,"leadSeconds":0,"seconds":1,"bpm":96,"recordedMs":1}]`],
  ['numbers that are none', '[{"file":"a.wav","partId":"p1","tick":"0","leadSeconds":0,"seconds":1,"bpm":96,"recordedMs":1}]'],
  ['no tempo', '[{"file":"a.wav","partId":"p1","tick":0,"leadSeconds":0,"seconds":1,"bpm":0,"recordedMs":1}]'],
])('leaves out %s', (_what, list) => expect(takesIn([{ name: kTakeList, bytes: bytes(list) }, { name: 'a.wav', bytes: bytes('RIFF') }])).toEqual([]));
