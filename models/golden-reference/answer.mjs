// Runs the original model of each manifest on its golden pictures and stores the answers beside the manifest.
// Usage, from a copy of this folder outside the project, after `npm install`: node answer.mjs <project>/models [wasm|cpu]
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { makePicture } from './pictures.mjs';

const [models, backend = 'wasm'] = process.argv.slice(2);
const require = createRequire(import.meta.url);
setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + '/dist/');
await tf.setBackend(backend);
await tf.ready();

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

function loadOriginal(manifest) {
  const root = path.dirname(require.resolve(`${manifest.source.package}/package.json`));
  const file = path.join(root, manifest.conversion.graph.replace(/^package\//, ''));
  const json = JSON.parse(fs.readFileSync(file, 'utf8'));
  const shards = json.weightsManifest.flatMap((group) => group.paths).map((p) => fs.readFileSync(path.join(path.dirname(file), p)));
  const weights = Buffer.concat(shards);
  return loadGraphModelSync({
    load: () => ({
      modelTopology: json.modelTopology,
      format: json.format,
      weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
    }),
  });
}

// The manifest's rule: (pixel - mean[channel]) * scale, in double, rounded once to float.
function tensorOf(picture, input) {
  const [, height, width] = input.shape;
  const values = new Float32Array(picture.length);
  for (let i = 0; i < picture.length; i += 3) {
    for (let c = 0; c < 3; c++) {
      const from = input.channels === 'bgr' ? 2 - c : c;
      values[i + c] = (picture[i + from] - input.mean[c]) * input.scale;
    }
  }
  return tf.tensor4d(values, [1, height, width, 3]);
}

for (const name of fs.readdirSync(models).filter((n) => fs.existsSync(path.join(models, n, 'manifest.json')))) {
  const manifest = JSON.parse(fs.readFileSync(path.join(models, name, 'manifest.json'), 'utf8'));
  if (!manifest.source?.package) continue;
  const original = loadOriginal(manifest);
  for (const golden of manifest.goldens) {
    const [, height, width] = manifest.input.shape;
    const picture = makePicture(golden.generator, golden.seed, height, width);
    const answers = original.execute({ [manifest.input.source]: tensorOf(picture, manifest.input) }, manifest.outputs.map((o) => o.source));
    const parts = await Promise.all([answers].flat().map(async (t) => Buffer.from((await t.data()).slice().buffer)));
    const bytes = Buffer.concat(parts);
    fs.mkdirSync(path.dirname(path.join(models, name, golden.answers.path)), { recursive: true });
    fs.writeFileSync(path.join(models, name, golden.answers.path), bytes);
    console.log(`${name} ${golden.name} (${backend}): pictureSha256 ${sha256(picture)} answers ${sha256(bytes)}, ${bytes.length} bytes`);
  }
}
