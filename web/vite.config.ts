// How is the interface built, served while developing, and tested?
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Puts `x.js.br` beside `x.js`: compressing for every reader again would take longer than sending. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '.' }, bundle) {
    for (const name of Object.keys(bundle).filter((each) => /\.(js|css)$/.test(each))) {
      const file = join(dir, name);
      await writeFile(`${file}.br`, brotliCompressSync(await readFile(file)));
    }
  },
};

export default defineConfig({
  plugins: [svelte(), compressed],
  build: {
    // The first browsers with light-dark(); older targets would make the bundler rewrite every colour.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Everything is a file of its own: the content security policy forbids data: scripts and styles.
    assetsInlineLimit: 0,
    // Only the replay chunk is larger than the default warning; it holds the terminal emulator.
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/api': process.env.SEKISHO_URL ?? 'http://127.0.0.1:8080' } },
  test: { testTimeout: 60_000, hookTimeout: 60_000 },
});
