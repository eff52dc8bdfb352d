import openapiTS, { astToString } from 'openapi-typescript';

export const schemaFile = new URL('../src/api/schema.d.ts', import.meta.url);

/** The types of the interface as the server at this address describes it. */
export async function typesOf(server) {
  const answer = await fetch(`${server}/api/v1/openapi.json`);
  if (!answer.ok) throw new Error(`${server} answered ${answer.status}`);
  return `// Made by npm run types; do not edit.\n${astToString(await openapiTS(await answer.json()))}`;
}
