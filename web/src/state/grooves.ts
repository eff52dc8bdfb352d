import { signal, type ReadonlySignal } from '@preact/signals';
import { call } from '../api/client';
import type { GrooveInfo } from '../api/types';

const list_ = signal<readonly GrooveInfo[]>([]);
/** The ways a song can be played; empty until they are known. */
export const grooves: ReadonlySignal<readonly GrooveInfo[]> = list_;

let asking: Promise<void> | null = null;
/** Asks once; again where it was not answered. */
export function askForGrooves(): void {
  asking ??= call<{ grooves: GrooveInfo[] }>('/grooves').then((answer) => { list_.value = answer.grooves; }, () => { asking = null; });
}
