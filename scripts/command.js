/**
 * Joins the modules of the command into few files, in place of those that the compiler left in cli/: to look for a
 * hundred modules takes long beside evaluating a thousand people. What is imported when it is needed stays in files of
 * its own; other packages stay where they are, but for two small ones that every run needs.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';

/** What `evenhand analyze` needs of every plain file, in one file with all that it imports. */
const ALWAYS =
  /[\\/](cli[\\/](run|commands[\\/]analyze|standard-files)|evaluation[\\/]pipeline|reports[\\/]answer|data[\\/]files[\\/](read-tasks|plain-summary))\.js$/;

/** The packages that it needs, all of them small; their licences go with them. */
const ALWAYS_FROM = ['picocolors', '@noble/hashes'];

/** @param {string} dist what was compiled; the library and the workers' modules stay as they are */
export async function joinCommand(dist) {
  const cli = join(dist, 'cli');
  const bundle = await rolldown({
    input: join(cli, 'main.js'),
    platform: 'node',
    external: (id) =>
      /^[^./\\](?!:)/.test(id) && !ALWAYS_FROM.some((name) => `${id}/`.startsWith(`${name}/`)),
    checks: { ineffectiveDynamicImport: false },
    plugins: [
      { name: 'places', transform: (code, id) => code.replaceAll('import.meta.url', placeOf(id, cli)) },
    ],
  });
  try {
    const { output } = await bundle.generate({
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: [{ name: 'evenhand', test: ALWAYS }] },
    });
    rmSync(cli, { recursive: true });
    mkdirSync(cli);
    for (const file of output) {
      writeFileSync(join(cli, file.fileName), file.type === 'chunk' ? file.code : file.source);
    }
    for (const name of ALWAYS_FROM) {
      const licence = join(import.meta.dirname, '..', 'node_modules', name, 'LICENSE');
      copyFileSync(licence, join(cli, `${name.replace('/', '-')}.LICENSE`));
    }
  } finally {
    await bundle.close();
  }
}

/**
 * What stands for a module's own address once it lies in cli/: files beside it are found from there.
 * @param {string} module
 * @param {string} cli
 */
function placeOf(module, cli) {
  return `new URL(${JSON.stringify(relative(cli, module).split(sep).join('/'))}, import.meta.url).href`;
}
