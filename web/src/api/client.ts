import type { Problem } from './types';

/** What went wrong, in words for people; `problem` is there when the server said so, and not when it was not reached. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly problem: Problem | null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
  /** The server was not reached, or is too busy: the same request may go through later. */
  get mayPass(): boolean {
    return this.problem === null || this.problem.status === 429 || this.problem.status >= 502;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is: a form, or a file. */
  body?: FormData | Blob;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const root = '/api/v1';

export function apiUrl(path: string, query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return root + path + (text ? `?${text}` : '');
}

/** The answer, whatever its type. Throws ApiError; an AbortError when its signal said so. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.json !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method: options.method ?? (options.json !== undefined || options.body ? 'POST' : 'GET'),
      headers,
      ...(options.json !== undefined ? { body: JSON.stringify(options.json) } : options.body ? { body: options.body } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('The server was not reached.', null);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The answer's JSON. Throws as `send`. */
export async function call<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await (await send(path, options)).json()) as T;
}

async function problemOf(response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as Problem;
    return new ApiError(problem.detail, problem);
  } catch {
    return new ApiError(`The server answered ${response.status}.`, {
      type: 'about:blank', title: response.statusText, status: response.status, detail: '', code: 'Internal', requestId: '',
    });
  }
}
