import { defineConfig } from 'vitest/config';

// Flows in a real browser against the real server: one file after the other, so that times mean something.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: ['**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 60000,
    hookTimeout: 60000,
    expect: { poll: { timeout: 10000 } },
  },
});
