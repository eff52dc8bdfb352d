// Writes src/api/schema.d.ts from a server's own description: npm run types [-- http://127.0.0.1:8410]
import { writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const server = process.argv[2] ?? 'http://127.0.0.1:8410';
const answer = await fetch(`${server}/api/v1/openapi.json`);
if (!answer.ok) throw new Error(`${server} answered ${answer.status}`);
const text = astToString(await openapiTS(await answer.json()));
await writeFile(new URL('../src/api/schema.d.ts', import.meta.url), `// Made by npm run types; do not edit.\n${text}`);
