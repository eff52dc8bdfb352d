import { ApiError, apiUrl, call } from '../api/client';
import type { Brief, Inspired, Problem, SentItem, Sends } from '../api/types';
import type { KeywordFields } from './keyword_choices';

/** One inspiration as it is read: words, pictures and sounds that belong together, and how much they count, 0 to 10. */
export interface Source {
  text: string;
  /** Kept media, as songs name them: "media:ID". */
  pictures: readonly string[];
  sounds: readonly string[];
  weight: number;
}

export type MediaKind = 'image' | 'audio';

/** What tells one inspiration from another, whatever its weight. */
export const keyOf = ({ text, pictures, sounds }: Omit<Source, 'weight'>): string => JSON.stringify([text, pictures, sounds]);

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

/**
 * The form for several inspirations at once. Texts are read as one, at their mean weight: the form has one of them. `share`
 * lists what a language model may be given of it.
 */
export function formOf(sources: readonly Source[], fields: KeywordFields | null, share: string): FormData {
  const form = new FormData();
  form.set('share', share);
  const texts = sources.filter((source) => source.text.trim());
  if (texts.length) {
    form.set('text', texts.map((source) => source.text).join('\n'));
    form.set('textWeight', mean(texts.map((source) => source.weight)).toFixed(2));
  }
  for (const [name, weights, refs] of [
    ['imageRef', 'imageWeight', 'pictures'],
    ['audioRef', 'audioWeight', 'sounds'],
  ] as const) {
    const named = sources.flatMap((source) => source[refs].map((ref) => ({ ref, weight: source.weight })));
    for (const { ref } of named) form.append(name, ref);
    if (named.length) form.set(weights, named.map(({ weight }) => weight.toFixed(2)).join(','));
  }
  for (const [name, value] of Object.entries(fields ?? {})) if (value) form.set(name, value);
  return form;
}

const remembered = new Map<string, Promise<Brief>>();
const most = 200;

/** One inspiration alone is read the same whatever its weight. */
const asAsked = (sources: readonly Source[]): readonly Source[] =>
  (sources.length === 1 ? sources.map((source) => ({ ...source, weight: 1 })) : sources);

/** What reading them would give to a language model; nothing is sent there. Throws as `call`. */
export async function previewReading(sources: readonly Source[], share: string): Promise<SentItem[]> {
  if (!sources.length) return [];
  return (await call<Sends>('/inspirations/sending', { body: formOf(asAsked(sources), null, share) })).sends;
}

/** A reading, remembered: the same question is asked once. Throws as `call`; a failure is asked for again. */
export function read(sources: readonly Source[], fields: KeywordFields | null, share: string): Promise<Brief> {
  const asked = asAsked(sources);
  const key = JSON.stringify([asked, fields, share]);
  const known = remembered.get(key);
  if (known) return known;
  const reading = call<Inspired>('/inspirations', { body: formOf(asked, fields, share) }).then((answer) => answer.inspiration);
  remembered.set(key, reading);
  reading.catch(() => remembered.delete(key));
  if (remembered.size > most) remembered.delete([...remembered.keys()][0] ?? '');
  return reading;
}

/** The reading of something that was just sent is known already. */
export function remember(source: Omit<Source, 'weight'>, share: string, brief: Brief): void {
  remembered.set(JSON.stringify([[{ ...source, weight: 1 }], null, share]), Promise.resolve(brief));
}

/**
 * Sends a file to be kept and read. `onProgress` hears the share that has been sent, 0 to 1.
 * Throws ApiError; an AbortError when its signal said so.
 */
export function upload(file: File, kind: MediaKind, share: string, onProgress: (share: number) => void, signal: AbortSignal): Promise<Inspired> {
  const form = new FormData();
  form.set('share', share);
  form.set(kind, file);
  form.set('keep', 'true');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it is
    request.open('POST', apiUrl('/inspirations'));
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as Inspired);
      const problem = request.response as Problem | null;
      reject(new ApiError(problem?.detail ?? `The server answered ${request.status}.`, problem));
    };
    request.onerror = () => reject(new ApiError('The server was not reached.', null));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

const extensions: Record<MediaKind, RegExp> = {
  image: /\.(jpe?g|png|gif|webp|avif|heic|heif|tiff?|bmp|svg)$/i,
  audio: /\.(mp3|wav|ogg|oga|opus|flac|m4a|aac|aiff?|webm|wma)$/i,
};

/** What a file is, by its type or else its name; null for what is neither. */
export function mediaKindOf(file: { type: string; name: string }): MediaKind | null {
  if (file.type.startsWith('image/')) return 'image';
  if (file.type.startsWith('audio/') || file.type === 'video/webm' || file.type === 'video/mp4') return 'audio';
  if (extensions.image.test(file.name)) return 'image';
  return extensions.audio.test(file.name) ? 'audio' : null;
}

export const mediaUrl = (ref: string): string => apiUrl(`/media/${ref.replace(/^media:/, '')}`);
