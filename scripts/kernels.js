/**
 * Compiles kernels/ (AssemblyScript) to one WebAssembly module and writes its bytes as src/math/generated/kernels.ts,
 * so that they load wherever a module loads: Node, browsers, bundlers, tests. Does nothing where that file is newer.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'kernels');
const target = join(root, 'src', 'math', 'generated', 'kernels.ts');

export async function buildKernels() {
  if (isFresh()) return;
  mkdirSync(dirname(target), { recursive: true });
  const fresh = `${target}.${process.pid}`;
  writeFileSync(fresh, moduleText(await compile()));
  renameSync(fresh, target);
}

/** Vitest runs this once before the tests, which read src/ and need no build otherwise. */
export const setup = buildKernels;

function isFresh() {
  if (!existsSync(target)) return false;
  const sources = [folder, import.meta.filename, ...readdirSync(folder).map((name) => join(folder, name))];
  return sources.every((source) => statSync(source).mtimeMs < statSync(target).mtimeMs);
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

/** @param {Uint8Array} bytes */
function moduleText(bytes) {
  return `/** What scripts/kernels.js made of kernels/: WebAssembly, in base64. */
export const kernelBytes =
  '${Buffer.from(bytes).toString('base64')}';
`;
}
