import { expect, it } from 'vitest';
import { stampedName } from './clock';

it('names files by the moment they were made, as every file system takes them', () => {
  expect(stampedName('Take', 'wav', new Date(Date.UTC(2026, 10, 29, 12, 30, 5, 678)))).toBe('Take 2026-11-29T12.30.05.wav');
});
