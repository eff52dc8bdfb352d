/* Hands out what comes in, with the frame of the audio clock at which each piece begins; silence where nothing comes. */
const kFrames = 2048;
const kQuantum = 128;

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Float32Array(kFrames);
    this.filled = 0;
    this.begins = 0;
    this.ended = false;
    this.port.onmessage = () => {
      this.hand();
      this.ended = true;
      this.port.postMessage(null);
    };
  }

  hand() {
    if (this.filled === 0) return;
    const samples = this.piece.slice(0, this.filled);
    this.filled = 0;
    this.port.postMessage({ frame: this.begins, samples }, [samples.buffer]);
  }

  process([input]) {
    if (this.ended) return false;
    if (this.filled === 0) this.begins = currentFrame;
    const samples = input?.[0];
    if (samples) this.piece.set(samples, this.filled);
    else this.piece.fill(0, this.filled, this.filled + kQuantum);
    this.filled += kQuantum;
    if (this.filled === kFrames) this.hand();
    return true;
  }
}

registerProcessor('amuse-recorder', Recorder);
