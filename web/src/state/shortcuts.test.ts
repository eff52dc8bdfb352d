import { describe, expect, it, vi } from 'vitest';
import { addShortcuts, handleKey, keysOf } from './shortcuts';

const press = (key: string, init: KeyboardEventInit = {}): KeyboardEvent => new KeyboardEvent('keydown', { key, cancelable: true, ...init });

describe('shortcuts', () => {
  it('names keys as the sheet shows them', () => {
    expect(keysOf(press(' '))).toBe('Space');
    expect(keysOf(press('z', { ctrlKey: true }))).toBe('Mod+Z');
    expect(keysOf(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('Mod+Shift+Z');
    expect(keysOf(press('?', { shiftKey: true }))).toBe('?');
    expect(keysOf(press('ArrowRight', { altKey: true }))).toBe('Alt+ArrowRight');
  });
  it('runs what was added until it is taken away', () => {
    const run = vi.fn();
    const remove = addShortcuts({ keys: 'L', label: 'shell.song', group: 'song', run });
    handleKey(press('l'));
    remove();
    handleKey(press('l'));
    expect(run).toHaveBeenCalledTimes(1);
  });
});
