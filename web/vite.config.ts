/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

// While developing, the interface is answered by a running server; it wants to see its own name as the origin.
const server = process.env['AMUSE_SERVER'] ?? 'http://127.0.0.1:8410';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    // Of what is in the scripts and not ours, as those licences ask.
    license: { fileName: 'licences.md' },
    // What draws notation is large, and fetched when it is wanted.
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: {
      '/api': {
        target: server,
        changeOrigin: true,
        configure: (proxy) => proxy.on('proxyReq', (request) => request.setHeader('origin', server)),
      },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], restoreMocks: true },
});
