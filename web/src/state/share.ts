import { call, send } from '../api/client';
import type { ApiSong } from '../api/types';
import type { Song } from '../domain/song';
import { takeEntries, takesIn, type PackedTake } from '../domain/takeList';
import { unzip, ZipError, zipOf, type ZipEntry } from '../domain/zip';

/**
 * A song with its pictures, sounds and takes in one file: a zip that holds song.json and the media beside it, named as songs name
 * files that lie beside them. Unpacked it is what the command line reads.
 */
const kSongName = 'song.json';
/** How the song came about, as a page to be read. */
export const kRecordName = 'provenance.html';

/** What a kept file is called by its type; what is not here is asked of the type itself. */
const endings: [type: string, ending: string][] = [
  ['image/jpeg', 'jpg'], ['image/png', 'png'], ['image/webp', 'webp'], ['image/gif', 'gif'], ['image/avif', 'avif'], ['image/heic', 'heic'],
  ['audio/mpeg', 'mp3'], ['audio/wav', 'wav'], ['audio/x-wav', 'wav'], ['audio/ogg', 'ogg'], ['audio/webm', 'webm'], ['audio/mp4', 'm4a'],
  ['audio/flac', 'flac'], ['audio/aac', 'aac'],
];
const endingOf = (type: string): string => endings.find(([one]) => type.startsWith(one))?.[1] ?? 'bin';
const typeOf = (name: string): string => endings.find(([, ending]) => name.toLowerCase().endsWith(`.${ending}`))?.[0] ?? 'application/octet-stream';

/** The song with every media reference renamed. */
function renamed(song: ApiSong, names: ReadonlyMap<string, string>): ApiSong {
  const name = (ref: string): string => names.get(ref) ?? ref;
  return {
    ...song,
    inspirations: (song.inspirations ?? []).map((one) => ({
      ...one,
      ...(one.imageRefs ? { imageRefs: one.imageRefs.map(name) } : {}),
      ...(one.audioRefs ? { audioRefs: one.audioRefs.map(name) } : {}),
    })),
  };
}

/** The song and all it rests on, as one file. @param record  The page on how it came about. Throws ApiError where a medium is not there. */
export async function packSong(song: Song, record: Uint8Array<ArrayBuffer>, takes: readonly PackedTake[]): Promise<Blob> {
  const names = new Map<string, string>();
  const media: ZipEntry[] = [];
  for (const [kind, refs] of [
    ['picture', song.inspirations.flatMap((one) => one.imageRefs)],
    ['sound', song.inspirations.flatMap((one) => one.audioRefs)],
  ] as const) {
    for (const ref of new Set(refs.filter((one) => one.startsWith('media:')))) {
      const answer = await send(`/media/${ref.slice('media:'.length)}`);
      const blob = await answer.blob();
      const name = `${kind}-${media.length + 1}.${endingOf(blob.type)}`;
      names.set(ref, name);
      media.push({ name, bytes: new Uint8Array(await blob.arrayBuffer()) });
    }
  }
  const text = new TextEncoder().encode(`${JSON.stringify(renamed(song, names), null, 2)}\n`);
  return zipOf([{ name: kSongName, bytes: text }, { name: kRecordName, bytes: record }, ...media, ...await takeEntries(takes)]);
}

/** A file as it is given to `POST /import`. */
export interface SongFile {
  name: string;
  bytes: Blob;
  /** Takes of it that came with it. */
  takes: PackedTake[];
}

/** Other files of a song, as they are written with their record or packed by others. */
const kScoreNames = /\.(musicxml|xml|mid|cho|txt|lab|json)$/i;

/**
 * What a zip holds, to be imported: a song whose media were sent to be kept, or a file of another kind, such as packed MusicXML.
 * Throws ZipError where it is neither, ApiError where a medium is not taken.
 */
export async function unpackSong(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<SongFile> {
  const entries = await unzip(bytes);
  const score = entries.find((one) => kScoreNames.test(one.name) && !one.name.startsWith('META-INF/'));
  const found = entries.find((one) => one.name === kSongName);
  if (!found) {
    if (score) return { name: score.name, bytes: new Blob([score.bytes]), takes: [] };
    throw new ZipError('holds no song');
  }
  const song = JSON.parse(new TextDecoder().decode(found.bytes)) as ApiSong;
  const wanted = new Set((song.inspirations ?? []).flatMap((one) => [...(one.imageRefs ?? []), ...(one.audioRefs ?? [])]));
  const names = new Map<string, string>();
  for (const one of entries) {
    if (!wanted.has(one.name)) continue;
    const kept = await call<{ ref: string }>('/media', {
      body: new Blob([one.bytes]), query: { name: one.name }, headers: { 'Content-Type': typeOf(one.name) },
    });
    names.set(one.name, kept.ref);
  }
  return { name: `${name}.json`, bytes: new Blob([JSON.stringify(renamed(song, names))]), takes: takesIn(entries) };
}
