import { createServer, type ServerResponse } from 'node:http';

interface Waits {
  first: number;
  each: number;
}

/** A server that speaks as Ollama does, on loopback: what it is asked, and what it answers when. */
export interface FakeModel {
  url: string;
  /** Bodies, in the order they came. */
  readonly asked: readonly string[];
  /** Milliseconds before the first line of the next answers, and between lines. */
  wait(waits: Waits): void;
  stop(): Promise<void>;
}

const progressions = [
  'Am F C G', 'Dm7 G7 Em7 Am7', 'F G Am Em', 'C G/B Am F', 'Am Em F G', 'F C G Am', 'Dm F Am G', 'C Am F G', 'Em F G Am',
  'G F Am C', 'Am G F E7', 'F Am G Dm', 'C F Am G', 'Am Dm E7 Am', 'Fmaj7 Em7 Dm7 Cmaj7', 'C E7 Am F', 'G Am F C',
];
const reading = JSON.stringify({ keywords: [{ word: 'zither glow', evidence: 'window' }] });

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

async function answer(response: ServerResponse, pieces: readonly string[], { first, each }: Waits): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  response.flushHeaders();
  await pause(first);
  for (const piece of pieces) {
    response.write(`${JSON.stringify({ model: 'fake-1', message: { role: 'assistant', content: piece }, done: false })}\n`);
    await pause(each);
  }
  response.end(`${JSON.stringify({ model: 'fake-1', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' })}\n`);
}

export async function startFakeModel(): Promise<FakeModel> {
  const asked: string[] = [];
  const at = { first: 0, each: 0 };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => { body += piece; });
    request.on('end', () => {
      asked.push(body);
      const isQuestion = body.includes('progression');
      void answer(response, isQuestion ? progressions.map((one) => `${one}\n`) : [reading], isQuestion ? { ...at } : { first: 0, each: 0 });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    wait: (waits) => void Object.assign(at, waits),
    stop: () => new Promise((closed) => { server.closeAllConnections(); server.close(() => closed()); }),
  };
}
