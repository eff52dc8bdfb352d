import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The real server on a free port, with a store of its own that goes when it stops. */
export interface RunningServer {
  url: string;
  /** Ends the process but keeps the store, as a fault would; `start` brings it back at the same address. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });
}

/**
 * @param models  The configuration of language models (amuse.toml); without it there are none.
 * @param password  What has to be given before anything else; empty: nothing.
 */
export async function startServer(models = '', password = ''): Promise<RunningServer> {
  const programs = process.env['AMUSE_BIN'] ?? join(root, 'build/dev/bin');
  const data = await mkdtemp(join(tmpdir(), 'amuse-e2e-'));
  const settings = join(data, 'amuse.toml');
  await writeFile(settings, models);
  if (password) execFileSync(join(programs, 'amuse'), ['password', '--data', data], { input: `${password}\n`, env: { ...process.env, AMUSE_HOME: root }, stdio: ['pipe', 'ignore', 'inherit'] });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    const begun = spawn(join(programs, 'amuse'), ['serve', '--port', String(port), '--data', data, '--log', 'off'], {
      cwd: root, env: { ...process.env, AMUSE_HOME: root, AMUSE_CONFIG: settings, AMUSE_STATE: join(data, 'state') }, stdio: ['ignore', 'ignore', 'inherit'],
    });
    child = begun;
    for (let tries = 0; tries < 200; ++tries) {
      if (begun.exitCode !== null) throw new Error(`the server ended with ${begun.exitCode}`);
      const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error('the server did not answer within 10 s');
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null) return;
    const gone = new Promise((done) => ending.once('exit', done));
    ending.kill(signal);
    await gone;
  };
  await start();
  return {
    url,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      await rm(data, { recursive: true, force: true });
    },
  };
}
