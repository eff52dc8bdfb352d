import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { channels, type Channel } from '../sound/score';
import { plainStrip, type Strip, type Strips } from '../sound/mixer';
import { change, song } from './song';

const solo_ = signal<ReadonlySet<Channel>>(new Set());
/** A fader in the hand: heard at once, written into the song when it is let go. */
const moving = signal<{ channel: Channel; part: Partial<Strip> } | null>(null);

/** The mix as it is heard. */
export const strips: ReadonlySignal<Strips> = computed(() => {
  const of = (channel: Channel): Strip => {
    const own = song.value.mix.find(({ track }) => track === channel);
    const held = moving.value?.channel === channel ? moving.value.part : {};
    return { ...plainStrip, gainDb: own?.gainDb ?? 0, pan: own?.pan ?? 0, muted: own?.muted ?? false, ...held, solo: solo_.value.has(channel) };
  };
  return Object.fromEntries(channels.map((channel) => [channel, of(channel)])) as Record<Channel, Strip>;
});

export function move(channel: Channel, part: Partial<Pick<Strip, 'gainDb' | 'pan'>>): void {
  moving.value = { channel, part };
}

/** Writes a track's strip into the song. */
export function settle(channel: Channel, part: Partial<Omit<Strip, 'solo'>>, label: string): void {
  const { gainDb, pan, muted } = { ...strips.value[channel], ...part };
  moving.value = null;
  change([{ op: 'setTrackMix', mix: { track: channel, gainDb, pan, muted } }], label);
}

/** Alone with others that are alone; nobody's song is changed by it. */
export function toggleSolo(channel: Channel): void {
  const next = new Set(solo_.value);
  if (!next.delete(channel)) next.add(channel);
  solo_.value = next;
}
