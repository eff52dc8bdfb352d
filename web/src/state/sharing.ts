import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { call } from '../api/client';
import type { Provider } from '../api/types';
import type { Song } from '../domain/song';
import { change, song } from './song';

/** What of a song language models may be given; the song says so. */
export type Shared = keyof Song['sharing'];
export const shareable: readonly Shared[] = ['words', 'pictures', 'sounds'];

const models_ = signal<readonly Provider[]>([]);
/** The language models that are configured: one that proposes, one that reads. None: nothing leaves. */
export const models: ReadonlySignal<readonly Provider[]> = models_;

/** Asks the server which there are. Where it cannot be asked, nothing is sent either. */
export async function findModels(): Promise<void> {
  const list = await call<{ providers: Provider[] }>('/providers').catch(() => null);
  models_.value = (list?.providers ?? []).filter((one) => one.kind === 'llm' && one.configured);
}

/** What a model that reads may be given, as the server's form takes it. */
export const share: ReadonlySignal<string> = computed(() => shareable.filter((one) => song.value.sharing[one]).join(','));

/** What some model takes: all of them take words. */
export const isTaken = (what: Shared): boolean => what === 'words' || models.value.some((one) => one[what]);

export function setShared(what: Shared, on: boolean, label: string): void {
  change([{ op: 'setSharing', sharing: { ...song.value.sharing, [what]: on } }], label);
}
