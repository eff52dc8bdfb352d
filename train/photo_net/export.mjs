// Writes the backbone of nsfwjs's "MobileNetV2Mid" as models/photo_net.bin, whose layout src/inspire/photo_net_file.cpp
// describes. Usage: node export.mjs OUT, after npm ci in this folder. The last layer, which judges pictures, is left out.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const shards = ["group1-shard1of2.min.js", "group1-shard2of2.min.js"];
// The layer whose means are used, and the one whose values are used place by place.
const kSeen = "/Conv_1/Relu6";
const kDescribed = "/expanded_conv_12/project/BatchNorm/FusedBatchNormV3";
const kKinds = { full: 0, depthwise: 1, pointwise: 2 };

/** The package keeps weights as base64 in scripts; their exports map hides them from plain require. */
function load(name) {
  const entry = require.resolve("nsfwjs").replace(/dist\/.*$/, `dist/models/mobilenet_v2_mid/${name}`);
  return require(entry);
}

function readModel() {
  const model = load("model.min.js");
  const bytes = Buffer.concat(shards.map((name) => Buffer.from(load(name), "base64")));
  const tensors = new Map();
  let at = 0;
  for (const { name, shape, dtype, quantization } of model.weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const size = quantization ? count : 4 * count;
    tensors.set(name, { shape, dtype, quantization, raw: bytes.subarray(at, at + size) });
    at += size;
  }
  if (at !== bytes.length) throw new Error(`${bytes.length} bytes of weights, ${at} used`);
  return { nodes: model.modelTopology.node, tensors };
}

/** A stored tensor as bytes with value = low + step * byte, exactly as the package has it. */
function quantised(tensor) {
  if (tensor.quantization?.dtype !== "uint8") throw new Error("a tensor is not stored in bytes");
  return { bytes: tensor.raw, low: tensor.quantization.min, step: tensor.quantization.scale };
}

function valuesOf(tensor) {
  const { bytes, low, step } = quantised(tensor);
  return Float32Array.from(bytes, (byte) => low + step * byte);
}

const textOf = (base64) => Buffer.from(base64, "base64").toString();

function layerOf(node, tensors) {
  const weights = tensors.get(node.input[1]);
  const [height, , ins, outs] = weights.shape;
  const kind = node.op === "FusedDepthwiseConv2dNative" ? "depthwise" : height === 1 ? "pointwise" : "full";
  const fused = (node.attr.fused_ops.list.s ?? []).map(textOf);
  return {
    kind,
    ins,
    outs: kind === "depthwise" ? ins : outs,
    stride: Number(node.attr.strides.list.i[1]),
    isCut: fused.includes("Relu6"),
    addsBlock: false,
    isSeen: node.name.endsWith(kSeen),
    isDescribed: node.name.endsWith(kDescribed),
    ...quantised(weights),
    biases: valuesOf(tensors.get(node.input[2])),
  };
}

function layersOf({ nodes, tensors }) {
  const layers = [];
  for (const node of nodes) {
    if (node.op === "_FusedConv2D" || node.op === "FusedDepthwiseConv2dNative") layers.push(layerOf(node, tensors));
    // Adds what came out of the block before; the chain has no other sums.
    if (node.op === "AddV2") layers.at(-1).addsBlock = true;
  }
  return layers;
}

function toBytes(layers) {
  const parts = [Buffer.from("AMUSEPN1")];
  const number = (value) => parts.push(Buffer.from(Uint32Array.of(value).buffer));
  const floats = (values) => parts.push(Buffer.from(Float32Array.from(values).buffer));
  number(224);
  number(layers.length);
  for (const layer of layers) {
    const flags = [layer.isCut, layer.addsBlock, layer.isSeen, layer.isDescribed];
    const bits = flags.reduce((sum, flag, bit) => sum + (flag ? 1 << bit : 0), 0);
    [kKinds[layer.kind], layer.ins, layer.outs, layer.stride, bits].forEach(number);
    floats([layer.low, layer.step]);
    floats(layer.biases);
    parts.push(layer.bytes, Buffer.alloc((4 - (layer.bytes.length % 4)) % 4));
  }
  return Buffer.concat(parts);
}

const out = process.argv[2];
if (!out) throw new Error("usage: node export.mjs OUT");
writeFileSync(out, toBytes(layersOf(readModel())));
