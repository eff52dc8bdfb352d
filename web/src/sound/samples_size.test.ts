import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest } from './manifest';

const folder = join(import.meta.dirname, '../../public/samples');

describe('the samples', () => {
  it('are 3 MB at most, each named by the manifest', () => {
    const files = readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
    expect(files.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(3_000_000);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    const named = manifest.instruments.map((one) => one.file).sort();
    expect(files.map((one) => one.name).filter((name) => name.endsWith('.mp3')).sort()).toEqual([...new Set(named)]);
  });
});
