import { call } from '../api/client';
import { songs } from '../api/songs';
import type { Song } from '../domain/song';
import { recordHtml, recordPage } from '../text/provenance_record';
import { language, t } from '../text/text';
import { stored } from './song';

/** With what the open song was made, since when and in how many versions, in words. Throws ApiError. */
export async function madeWords(): Promise<string> {
  const { id, branch } = stored.peek();
  if (!id) return t('origin.unsaved');
  const [{ first, count }, about] = await Promise.all([versionsOf(id, branch), call<{ info?: { version?: string } }>('/openapi.json')]);
  const when = new Date(first).toLocaleString(language.value, { dateStyle: 'long', timeStyle: 'short' });
  return t('origin.made', { version: about.info?.version ?? '', when, count });
}

/** When the oldest version of a branch was saved, and how many there are; histories come in pages, the newest first. */
async function versionsOf(id: string, branch: string): Promise<{ first: number; count: number }> {
  let page = await songs.history(id, branch);
  let count = page.versions.length;
  while (page.next !== null) {
    page = await songs.history(id, branch, page.next);
    count += page.versions.length;
  }
  return { first: page.versions.at(-1)?.savedMs ?? Date.now(), count };
}

/** How the open song came about, as a file that goes with it (HTML, UTF-8). Throws ApiError. */
export async function recordFile(song: Song): Promise<Uint8Array<ArrayBuffer>> {
  return new TextEncoder().encode(recordHtml(recordPage(song, await madeWords())));
}
