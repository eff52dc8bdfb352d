/** What a MIDI keyboard sends, as far as it matters here. Source: MIDI 1.0 Detailed Specification, 4.2, 1996, table 2. */
export type MidiMessage = { kind: 'down'; pitch: number; velocity: number } | { kind: 'up'; pitch: number };

/** Reads one message; null for everything but notes. A note with velocity 0 is let go. */
export function readMidi(data: ArrayLike<number>): MidiMessage | null {
  const status = (data[0] ?? 0) & 0xf0;
  const pitch = data[1];
  const velocity = data[2] ?? 0;
  if (pitch === undefined || pitch > 127) return null;
  if (status === 0x90 && velocity > 0) return { kind: 'down', pitch, velocity: Math.min(127, velocity) };
  return status === 0x80 || status === 0x90 ? { kind: 'up', pitch } : null;
}

/** Keys that are held, and what was held together until all of them were let go. */
export class HeldKeys {
  private readonly held = new Set<number>();
  private together = new Set<number>();

  /** @returns What was pressed together, low to high, once the last key is let go. */
  take(message: MidiMessage): number[] | null {
    if (message.kind === 'down') {
      this.held.add(message.pitch);
      this.together.add(message.pitch);
      return null;
    }
    this.held.delete(message.pitch);
    if (this.held.size > 0 || this.together.size === 0) return null;
    const chord = [...this.together].sort((a, b) => a - b);
    this.together = new Set();
    return chord;
  }

  get pitches(): number[] {
    return [...this.held].sort((a, b) => a - b);
  }
}
