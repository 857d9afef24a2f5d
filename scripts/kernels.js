/**
 * Compiles kernels/ (AssemblyScript) to one WebAssembly module and writes its bytes as src/math/generated/kernels.ts,
 * so that they load wherever a module loads: Node, browsers, bundlers, tests. Does nothing where that file was made of the
 * same sources.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'kernels');
const target = join(root, 'src', 'math', 'generated', 'kernels.ts');

export async function buildKernels() {
  const hash = sourcesHash();
  if (existsSync(target) && readFileSync(target, 'utf8').includes(hash)) return;
  mkdirSync(dirname(target), { recursive: true });
  const fresh = `${target}.${process.pid}`;
  writeFileSync(fresh, moduleText(await compile(), hash));
  renameSync(fresh, target);
}

/** Vitest runs this once before the tests, which read src/ and need no build otherwise. */
export const setup = buildKernels;

/** A hash of everything that the kernels are made of: what time a file has says little after another commit was checked out. */
function sourcesHash() {
  const hash = createHash('sha256');
  const sources = readdirSync(folder).sort();
  for (const path of [...sources.map((name) => join(folder, name)), import.meta.filename]) {
    hash.update(`${basename(path)}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** @returns {Promise<Uint8Array>} */
async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let binary;
  const options = [
    'index.ts',
    ...['--outFile', 'kernels.wasm', '--baseDir', folder],
    ...['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
    ...['--enable', 'simd', '--enable', 'threads', '--enable', 'bulk-memory'],
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ];
  const { error, stderr } = await asc.main(options, {
    writeFile: (_, contents) => {
      if (contents instanceof Uint8Array) binary = contents;
    },
  });
  if (error || binary === undefined) {
    throw new Error(`kernels/ does not compile:\n${stderr.toString()}`, { cause: error });
  }
  return binary;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} hash
 */
function moduleText(bytes, hash) {
  return `/** What scripts/kernels.js made of kernels/ ${hash}: WebAssembly, in base64. */
export const kernelBytes =
  '${Buffer.from(bytes).toString('base64')}';
`;
}
