import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { call, send } from '../api/client';
import type { FormatInfo, Imported } from '../api/types';
import { overlaps } from '../domain/arrange';
import { excerptOf } from '../domain/excerpt';
import { complete, type Song } from '../domain/song';
import { barsOf } from '../domain/timeline';
import { isZip, kMostZipBytes, ZipError, zipOf } from '../domain/zip';
import { inspiredBy } from '../sound/performing';
import { t } from '../text/text';
import { catalogue } from './catalogue';
import { brief } from './inspirations';
import { failureWords, notify } from './notices';
import { recordFile } from './record';
import { kRecordName, packSong, unpackSong } from './share';
import { flush, newSong, song } from './song';
import { chosenStretch } from './songActions';
import { chosen } from './songView';
import { bringTakes, takes } from './takes';
import { view } from './view';

/** Songs as files, and files as songs. */

/** What the server can write and read; empty until it is known. */
export const { list: formats, ask: askForFormats } = catalogue<FormatInfo>('formats');

const saving_ = signal<string | null>(null);
/** The format that is being written. */
export const saving: ReadonlySignal<string | null> = saving_;

/** Endings of files that hold a song and can be nothing else on this page. */
const kSongEndings = ['json', 'mid', 'midi', 'smf', 'musicxml', 'xml', 'mxl', 'cho', 'chopro', 'chordpro', 'crd', 'pro', 'lab', 'zip'];
/** For the file picker; text may be a chart. */
export const songFiles = [...kSongEndings, 'txt'].map((one) => `.${one}`).join(',');
export const isSongFile = (file: { name: string }): boolean => kSongEndings.some((one) => file.name.toLowerCase().endsWith(`.${one}`));

// Out. ----------------------------------------------------------------------------------------------------------------

/** The song's title as the beginning of a file name. */
const stem = (): string => (song.value.title || t('shell.untitled')).replace(/[\\/:*?"<>|]+/g, ' ').trim();

function handOver(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  notify(t('take.written', { file: name }));
}

/** Runs one writing at a time, and says what went wrong. */
async function write(id: string, work: () => Promise<void>): Promise<void> {
  if (saving_.value) return;
  saving_.value = id;
  try {
    await work();
  } catch (error) {
    notify(failureWords(error));
  } finally {
    saving_.value = null;
  }
}

/** Those that hold how the song is played; the others keep a groove that is left open. */
const kPlayed = ['midi', 'wav', 'ogg'];

async function exported(format: string, of: Song, finish?: 'loop'): Promise<Blob> {
  const inspired = kPlayed.includes(format) ? inspiredBy(of, brief.value) : {};
  const answer = await send('/export', { json: { format, song: of, ...(finish ? { play: { finish } } : {}), ...inspired } });
  return answer.blob();
}

/** Whether a single file is written together with the page on how the song came about. */
export const withRecord = signal(false);

/** One file; with its record, a zip that holds both. */
export const saveAs = (format: FormatInfo): Promise<void> => write(format.id, async () => {
  await flush();
  const name = stem() + format.extension;
  const bytes = await exported(format.id, song.value);
  if (!withRecord.value) return handOver(bytes, name);
  const entries = [{ name, bytes: new Uint8Array(await bytes.arrayBuffer()) }, { name: kRecordName, bytes: await recordFile(song.value) }];
  handOver(zipOf(entries), `${name}.zip`);
});

/** The song with its pictures, sounds and takes, and how it came about. */
export const saveWithMedia = (): Promise<void> => write('all', async () => {
  await flush();
  const zip = await packSong(song.value, await recordFile(song.value), takes.value);
  if (zip.size > kMostZipBytes) return notify(t('take.tooLarge'));
  handOver(zip, `${stem()}.amuse.zip`);
});

/** The song as ChordPro text, from which the chord sheet is made. Throws ApiError. */
export async function chordProOf(of: Song): Promise<string> {
  return (await exported('chordpro', of)).text();
}

/** Whether there is anything to be saved alone. */
export const isStretchChosen = computed(() => chosen.value !== null && chosen.value.place.end > chosen.value.place.start);

/** The bars that are chosen as MIDI, as they are played within the song; null where nothing is chosen. Throws ApiError. */
export async function chosenAsMidi(): Promise<File | null> {
  const now = chosenStretch();
  if (!now || !isStretchChosen.value) return null;
  const bytes = await exported('midi', excerptOf(song.value, now.part, now.start, now.end), 'loop');
  const bars = barsOf(song.value, now.part).filter((bar) => overlaps(bar, now.start, now.end)).map((bar) => bar.number);
  const numbers = [...new Set([bars[0], bars.at(-1)])].join('-');
  return new File([bytes], `${stem()}, ${now.part.name} ${numbers}.mid`, { type: 'audio/midi' });
}

export const saveChosen = (): Promise<void> => write('chosen', async () => {
  const file = await chosenAsMidi();
  if (file) handOver(file, file.name);
});

// In. -----------------------------------------------------------------------------------------------------------------

/** Opens a file as a new song; the song that was open is kept. */
export async function openFile(file: File): Promise<void> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { name, bytes: body, takes: sung } = isZip(bytes) ? await unpackSong(file.name, bytes) : { name: file.name, bytes: file, takes: [] };
    const answer = await call<Imported>('/import', { method: 'POST', body, query: { name }, headers: { 'Content-Type': 'application/octet-stream' } });
    newSong(complete(answer.song));
    bringTakes(sung);
    view.value = 'song';
    const remarks = answer.losses.map((one) => one.message);
    notify(remarks.length ? t('take.readWith', { file: file.name, remarks: remarks.slice(0, 2).join('; ') }) : t('take.read', { file: file.name }));
  } catch (error) {
    notify(error instanceof ZipError || error instanceof SyntaxError ? t('take.noSong', { file: file.name }) : failureWords(error));
  }
}
