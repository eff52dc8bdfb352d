// Makes the two example inspirations of the page, web/src/components/inspire/examples: a picture of a sea at sunset, worked out pixel by
// pixel, and a music box in the rain, worked out sample by sample. Nothing is taken from anywhere: both are ours.
//
//   node web/tools/make_examples.mjs         needs ffmpeg (tools/packages.tsv, `full`) to pack them
//
// The same numbers come out on every machine (our own generator, no Math.random); the packing is ffmpeg's.
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../src/components/inspire/examples");

// Noise. --------------------------------------------------------------------------------------------------------------

/** Numbers in [0, 1) from a seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const lattice = Float64Array.from({ length: 65536 }, generator(8));
const at = (x, y) => lattice[((x & 255) << 8) | (y & 255)];
const smooth = (t) => t * t * (3 - 2 * t);
const mix = (a, b, t) => a + (b - a) * t;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Smooth noise of the plane, 0 to 1. */
function noise(x, y) {
  const left = Math.floor(x), top = Math.floor(y);
  const across = smooth(x - left), down = smooth(y - top);
  return mix(mix(at(left, top), at(left + 1, top), across), mix(at(left, top + 1), at(left + 1, top + 1), across), down);
}

function layered(x, y, octaves) {
  let sum = 0, share = 0.5;
  for (let i = 0; i < octaves; i++) {
    sum += share * noise(x, y);
    [x, y, share] = [2.03 * x + 17.1, 2.03 * y + 9.7, share / 2];
  }
  return sum / (1 - 2 * share * 0.5);
}

// The picture. --------------------------------------------------------------------------------------------------------

const width = 768, height = 512, horizon = 0.56;
const sun = { x: 0.64, y: 0.515 };
const mixColour = (a, b, t) => a.map((value, i) => mix(value, b[i], clamp(t, 0, 1)));
const zenith = [46, 66, 122], middle = [171, 120, 145], low = [250, 170, 108], glow = [255, 226, 168];

/** Colour of the sky at a place of the picture, `y` from the top; below the horizon it is mirrored by the sea. */
function skyAt(x, y) {
  const up = clamp((horizon - y) / horizon, 0, 1);
  let colour = up > 0.42 ? mixColour(middle, zenith, (up - 0.42) / 0.5) : mixColour(low, middle, up / 0.42);
  const away = Math.hypot((x - sun.x) * 1.25, (y - sun.y) * 1.9);
  colour = mixColour(colour, glow, 0.85 * Math.exp(-away * 6.5));
  const clouds = layered(x * 3.1 + 2, y * 15 + 40, 6) * 0.75 + layered(x * 9, y * 34, 4) * 0.25;
  const cover = smooth(clamp((clouds - 0.49) / 0.2, 0, 1)) * smooth(clamp((up - 0.03) / 0.2, 0, 1));
  const lit = mixColour([113, 84, 122], [255, 172, 128], 1.15 - 2.1 * away + (0.62 - clouds) * 3);
  colour = mixColour(colour, lit, 0.8 * cover);
  const disc = Math.hypot((x - sun.x) * (width / height), y - sun.y);
  return mixColour([255, 246, 214], colour, smooth(clamp((disc - 0.021) / 0.005, 0, 1)));
}

/** Height of the swell at a place of the sea, in metres or so. */
function swell(x, z) {
  return layered(x * 0.5, z * 1.4, 5) + 0.35 * Math.sin(z * 1.2 + 2.2 * noise(x * 0.2, z * 0.1));
}

function seaAt(x, y) {
  const below = (y - horizon) / (1 - horizon);
  const distance = 1 / (below + 0.018);
  const side = (x - 0.5) * distance * 3.2, depth = distance * 3;
  const step = 0.012 * distance;
  const slopeAcross = (swell(side + step, depth) - swell(side - step, depth)) / step;
  const slopeAlong = (swell(side, depth + step) - swell(side, depth - step)) / step;
  const flat = 1 / (1 + 0.1 * distance);
  const mirrored = clamp(horizon - (y - horizon) * 0.85 - 0.05 * slopeAlong * (0.25 + flat), 0, horizon - 0.004);
  const sky = skyAt(x + 0.012 * slopeAcross, mirrored);
  const seen = clamp(0.9 - 0.62 * below - 0.07 * slopeAlong, 0.16, 0.95);
  let colour = mixColour([18, 42, 66], sky, seen);
  const road = Math.exp(-(((x - sun.x) / (0.035 + 0.13 * below)) ** 2));
  const sparkle = smooth(clamp((noise(side * 3.4, depth * 9) + 0.28 * slopeAlong - 0.52) * 3.2, 0, 1));
  colour = mixColour(colour, [255, 212, 150], 0.8 * road * sparkle);
  return mixColour(low, colour, 0.45 + below * 7);
}

/** Height of the land above the horizon, as a share of the picture, 0 where there is none. */
function landAt(x, reach, peak, seed) {
  const rise = smooth(clamp((reach - x) / reach, 0, 1));
  return rise * peak * (0.6 + 0.6 * layered(x * 7 + seed, seed, 5)) - 0.004;
}

function colourAt(x, y) {
  const shore = (y - horizon) < 0 ? skyAt(x, y) : seaAt(x, y);
  const far = landAt(x, 0.6, 0.085, 11), near = landAt(x, 0.3, 0.21, 31);
  const up = horizon + 0.004 - y;
  if (up > 0 && up < near) return mixColour([42, 34, 52], [86, 60, 74], layered(x * 60, y * 60, 3) * 0.9 - 0.1);
  if (up > 0 && up < far) return mixColour([136, 96, 116], [160, 112, 122], layered(x * 45, y * 45, 3));
  return shore;
}

function picture() {
  const random = generator(3);
  const pixels = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const sums = [0, 0, 0];
      for (let part = 0; part < 4; part++) {
        const colour = colourAt((column + (part & 1) / 2) / width, (row + (part >> 1) / 2) / height);
        for (let i = 0; i < 3; i++) sums[i] += colour[i] / 4;
      }
      const corner = 1 - 0.28 * Math.hypot(column / width - 0.5, row / height - 0.5) ** 2 * 2;
      const grain = (random() + random() + random() - 1.5) * 9;
      for (let i = 0; i < 3; i++) pixels[(row * width + column) * 3 + i] = clamp(sums[i] * corner + grain, 0, 255);
    }
  return pixels;
}

// The sound. ----------------------------------------------------------------------------------------------------------

const rate = 44100, beat = 60 / 84, bars = 4;
const seconds = bars * 3 * beat + 1.6;

/** A tooth of a music box: a sine and two partials that are no overtones, each fading faster than the one below. */
function pluck(samples, startSeconds, midi, loudness) {
  const frequency = 440 * 2 ** ((midi - 69) / 12);
  const begin = Math.round(startSeconds * rate);
  for (let i = 0; begin + i < samples.length && i < 2.2 * rate; i++) {
    const t = i / rate;
    const tone = Math.sin(2 * Math.PI * frequency * t) * Math.exp(-t * 2.4) +
      0.28 * Math.sin(2 * Math.PI * frequency * 2.0 * t) * Math.exp(-t * 4.5) +
      0.12 * Math.sin(2 * Math.PI * frequency * 5.4 * t) * Math.exp(-t * 16);
    samples[begin + i] += loudness * tone * Math.min(1, i / 60);
  }
}

// A waltz in A minor: bass and two notes above it, a tune over that. [beat, MIDI number, loudness]
const accompaniment = [[45, 60, 64], [41, 60, 65], [48, 60, 64], [40, 59, 62]];
const tune = [[0, 76], [2, 74], [3, 72], [4, 74], [5, 76], [6, 79], [8, 76], [9, 74], [10, 71], [11, 68], [12, 69]];

function musicBox(samples) {
  accompaniment.forEach(([bass, ...chord], bar) => {
    pluck(samples, bar * 3 * beat, bass + 12, 0.2);
    for (const offset of [1, 2]) for (const note of chord) pluck(samples, (bar * 3 + offset) * beat, note, 0.09);
  });
  for (const [when, note] of tune) pluck(samples, when * beat, note + 12, 0.16);
  pluck(samples, 12 * beat, 57, 0.2);
}

/** Rain on a window: soft hiss, and drops that each ring for a few milliseconds. */
function rain(samples) {
  const random = generator(21);
  let held = 0;
  for (let i = 0; i < samples.length; i++) {
    const white = random() * 2 - 1;
    held += 0.35 * (white - held);
    samples[i] += 0.012 * (white - held);
  }
  for (let drop = 0; drop < 70 * seconds; drop++) {
    const begin = Math.floor(random() * samples.length), pitch = 1800 + 4200 * random(), loudness = 0.03 * random() ** 3;
    for (let i = 0; i < 500 && begin + i < samples.length; i++)
      samples[begin + i] += loudness * Math.sin((2 * Math.PI * pitch * i) / rate) * Math.exp(-i / 90);
  }
}

function sound() {
  const samples = new Float64Array(Math.round(seconds * rate));
  musicBox(samples);
  rain(samples);
  const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((value, i) => {
    const fade = Math.min(1, i / 400, (samples.length - i) / (0.4 * rate));
    bytes.writeInt16LE(Math.round((value / loudest) * 0.8 * fade * 32767), i * 2);
  });
  return bytes;
}

// ---------------------------------------------------------------------------------------------------------------------

function pack(bytes, from, to, name) {
  const options = ["-v", "error", "-y", "-fflags", "+bitexact", ...from, "-i", "-", ...to, "-flags", "+bitexact"];
  execFileSync("ffmpeg", [...options, "-map_metadata", "-1", join(folder, name)], { input: bytes });
}

pack(picture(), ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${width}x${height}`], ["-q:v", "4", "-frames:v", "1"], "evening_sea.jpg");
pack(sound(), ["-f", "s16le", "-ar", String(rate), "-ac", "1"], ["-c:a", "libmp3lame", "-b:a", "64k"], "music_box.mp3");
