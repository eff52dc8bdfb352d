// Fails where src/api/schema.d.ts is not what the server in $AMUSE_BIN describes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { schemaFile, typesOf } from './types_of.mjs';

const root = resolve(import.meta.dirname, '../..');
const data = await mkdtemp(join(tmpdir(), 'amuse-types-'));
const server = spawn(join(process.env.AMUSE_BIN, 'amuse'), ['serve', '--port', '0', '--data', data, '--log', 'off'], {
  cwd: root, env: { ...process.env, AMUSE_HOME: root }, stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  let said = '';
  while (!/http:\/\/[\d.:]+\d/.test(said)) said += (await once(server.stdout, 'data'))[0];
  const described = await typesOf(/http:\/\/[\d.:]+\d/.exec(said)[0]);
  if (described !== (await readFile(schemaFile, 'utf8'))) throw new Error('src/api/schema.d.ts is not what the server describes');
} finally {
  server.kill();
  await once(server, 'exit');
  await rm(data, { recursive: true, force: true });
}
