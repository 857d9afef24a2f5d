/** Builds the dashboard, its files packed beside themselves: by Brotli, and by gzip for browsers that come without TLS. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

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
    const plain = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(plain));
    writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
  }
}
