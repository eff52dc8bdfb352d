/** A note of a Standard MIDI File, by where it begins in quarter notes. */
export interface MidiNote {
  pitch: number;
  quarters: number;
}

/** The notes of a file that divides quarters into ticks, in the order of its tracks: read here once more, apart from what writes it. */
export function midiNotes(file: Buffer): MidiNote[] {
  const notes: MidiNote[] = [];
  const division = file.readUInt16BE(12);
  for (let at = 8 + file.readUInt32BE(4); at < file.length;) {
    const length = file.readUInt32BE(at + 4);
    if (file.toString('latin1', at, at + 4) === 'MTrk') readTrack(file.subarray(at + 8, at + 8 + length), (pitch, tick) => notes.push({ pitch, quarters: tick / division }));
    at += 8 + length;
  }
  return notes;
}

function readTrack(bytes: Buffer, onNote: (pitch: number, tick: number) => void): void {
  let at = 0;
  let tick = 0;
  let status = 0;
  const number = (): number => {
    let value = 0;
    for (let byte = 0x80; byte & 0x80;) {
      byte = bytes[at++] ?? 0;
      value = value * 128 + (byte & 0x7f);
    }
    return value;
  };
  while (at < bytes.length) {
    tick += number();
    if ((bytes[at] ?? 0) & 0x80) status = bytes[at++] ?? 0;
    const kind = status & 0xf0;
    if (status === 0xff) {
      at += 1; // what kind of remark
      const length = number();
      at += length;
    } else if (kind === 0xf0) {
      const length = number();
      at += length;
    } else {
      if (kind === 0x90 && (bytes[at + 1] ?? 0) > 0) onNote(bytes[at] ?? 0, tick);
      at += kind === 0xc0 || kind === 0xd0 ? 1 : 2;
    }
  }
}
