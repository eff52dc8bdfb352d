import { send, type RequestOptions } from './client';

export interface ServerEvent {
  id: string;
  name: string;
  data: unknown;
}

/** The server's events as they come; ends when the stream does. Throws as `send`; stop it by the signal. */
export async function* events(path: string, options: RequestOptions = {}): AsyncGenerator<ServerEvent> {
  const response = await send(path, { ...options, headers: { ...options.headers, Accept: 'text/event-stream' } });
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** One block of an event stream: "id: 1\nevent: done\ndata: {}". Nothing for comments. */
export function parseEvent(block: string): ServerEvent | null {
  let id = '';
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('id:')) id = value;
    else if (line.startsWith('event:')) name = value;
    else if (line.startsWith('data:')) data.push(value);
  }
  return data.length ? { id, name, data: JSON.parse(data.join('\n')) as unknown } : null;
}
