import type { Tick } from './song';
import type { ZipEntry } from './zip';

/** Takes beside a song in one file: a WAV each, and a list of where they belong. */
export interface PackedTake {
  partId: string;
  /** The played tick where its music begins. */
  tick: Tick;
  /** How far into the recording that is. */
  leadSeconds: number;
  seconds: number;
  /** Quarter notes a minute it was sung to. */
  bpm: number;
  recordedMs: number;
  sound: Blob;
}

export const kTakeList = 'takes.json';
const kMostTakes = 400;

/** The entries of a zip that hold the takes; none where there are none. */
export async function takeEntries(takes: readonly PackedTake[]): Promise<ZipEntry[]> {
  if (takes.length === 0) return [];
  const named = takes.slice(0, kMostTakes).map((take, index) => ({ take, file: `take-${index + 1}.wav` }));
  const list = named.map(({ take: { partId, tick, leadSeconds, seconds, bpm, recordedMs }, file }) => ({ file, partId, tick, leadSeconds, seconds, bpm, recordedMs }));
  const sounds = await Promise.all(named.map(async ({ take, file }) => ({ name: file, bytes: new Uint8Array(await take.sound.arrayBuffer()) })));
  return [{ name: kTakeList, bytes: new TextEncoder().encode(`${JSON.stringify(list, null, 2)}\n`) }, ...sounds];
}

/** The takes that a zip's entries hold, at most 400; what is no take, or has no recording beside it, is left out. */
export function takesIn(entries: readonly ZipEntry[]): PackedTake[] {
  const list = listIn(entries);
  return list.slice(0, kMostTakes).flatMap((one): PackedTake[] => {
    const { file, partId, tick, leadSeconds, seconds, bpm, recordedMs } = (one ?? {}) as Record<string, unknown>;
    const found = entries.find((entry) => entry.name === file);
    if (!found || !isWav(found.bytes) || typeof partId !== 'string') return [];
    if (!isWithin(tick, -1e9, 1e9) || !isWithin(leadSeconds, 0, 3600) || !isWithin(seconds, 0, 3600) || !isWithin(bpm, 1, 1000) || !isWithin(recordedMs, 0, 8.64e15)) return [];
    return [{ partId, tick, leadSeconds, seconds, bpm, recordedMs, sound: new Blob([found.bytes], { type: 'audio/wav' }) }];
  });
}

function listIn(entries: readonly ZipEntry[]): unknown[] {
  const found = entries.find((one) => one.name === kTakeList);
  if (!found) return [];
  try {
    const list: unknown = JSON.parse(new TextDecoder().decode(found.bytes));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

const isWithin = (value: unknown, least: number, most: number): value is number => typeof value === 'number' && value >= least && value <= most;
const isWav = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === 'RIFF';
