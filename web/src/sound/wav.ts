/** One channel of 16 bits as a WAV file. Source: Microsoft and IBM, Multimedia Programming Interface 1.0, 1991, chapter 3. */
export function wavOf(samples: Int16Array<ArrayBuffer>, rateHz: number): Blob {
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, words: string): void => { for (let index = 0; index < words.length; ++index) header.setUint8(at + index, words.charCodeAt(index)); };
  text(0, 'RIFF');
  header.setUint32(4, 36 + samples.byteLength, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rateHz, true);
  header.setUint32(28, rateHz * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, 'data');
  header.setUint32(40, samples.byteLength, true);
  // Every machine that runs a browser today has the lowest byte first, as WAV wants it.
  return new Blob([header.buffer, samples], { type: 'audio/wav' });
}
