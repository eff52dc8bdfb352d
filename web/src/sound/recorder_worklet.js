/*
 * Hands out what comes in, with the frame of the audio clock at which each piece begins; silence where nothing comes.
 * Chromium's currentFrame stands still for a quantum where the page's thread holds the graph (BaseAudioContext updates it only
 * when it gets the lock), so frames are counted here; only a clock that is ahead of the count says that some are missing.
 */
const kFrames = 2048;
const kQuantum = 128;

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Float32Array(kFrames);
    this.filled = 0;
    this.begins = 0;
    /** The frame that comes next; begins when the clock has gone on by a quantum, so that it did not stand still. */
    this.next = -1;
    this.before = -1;
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

  /** False while the clock is not yet trusted. */
  follow() {
    if (this.next < 0) {
      const goesOn = this.before >= 0 && currentFrame === this.before + kQuantum;
      this.before = currentFrame;
      if (!goesOn) return false;
      this.next = currentFrame;
    }
    if (currentFrame > this.next) {
      this.hand();
      this.next = currentFrame;
    }
    return true;
  }

  process([input]) {
    if (this.ended) return false;
    if (!this.follow()) return true;
    if (this.filled === 0) this.begins = this.next;
    const samples = input?.[0];
    if (samples) this.piece.set(samples, this.filled);
    else this.piece.fill(0, this.filled, this.filled + kQuantum);
    this.filled += kQuantum;
    this.next += kQuantum;
    if (this.filled === kFrames) this.hand();
    return true;
  }
}

registerProcessor('amuse-recorder', Recorder);
