/** Builds the dashboard, its files packed once more beside themselves. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const WORTH_PACKING = /\.(?:js|css|svg)$/;

/** @param {string} folder where the pages go */
export async function buildDashboard(folder) {
  const { build } = await import('vite');
  await build({
    configFile: resolve(import.meta.dirname, '..', 'dashboard', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!WORTH_PACKING.test(name)) continue;
    const path = join(folder, name);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
}
