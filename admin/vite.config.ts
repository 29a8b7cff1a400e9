import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));

/** The site's Content-Security-Policy holds here too: nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: here,
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: false, // bin/build.js takes away what is old; a running process keeps its files until then
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500, // the lesson editor, which comes only when it is opened
    reportCompressedSize: false,
  },
  logLevel: 'warn',
});
