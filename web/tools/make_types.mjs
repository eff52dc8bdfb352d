// Writes src/api/schema.d.ts from a server's own description: npm run types [-- http://127.0.0.1:8410]
import { writeFile } from 'node:fs/promises';
import { schemaFile, typesOf } from './types_of.mjs';

await writeFile(schemaFile, await typesOf(process.argv[2] ?? 'http://127.0.0.1:8410'));
