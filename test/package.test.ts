import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dist, requireBuilt, root } from './built.ts';

beforeAll(requireBuilt);

describe('the package', () => {
  it('exports the library and the estimators under their names', () => {
    expect(exportsOf('evenhand')).toContain('KMeans');
    expect(exportsOf('evenhand/estimators')).toEqual(
      expect.arrayContaining(['IsolationForest', 'KMeans', 'MinMaxScaler', 'RobustScaler', 'StandardScaler']),
    );
    expect(exportsOf('evenhand/client')).toEqual(['OPERATIONS', 'ProblemError', 'createClient']);
  });

  it('holds what was built, the example, documents and licence, and nothing else', () => {
    const files = packedFiles();
    const needed = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/cli/main.js',
      'dist/dashboard/index.html',
      'dist/estimators/index.js',
      'dist/index.d.ts',
      'dist/index.js',
      'docs/architecture.md',
      'examples/tasks.csv',
      'package.json',
    ];
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
    const known =
      /^(dist\/.+\.(js|d\.ts|LICENSE)|dist\/dashboard\/(index\.html|icon\.svg(\.br|\.gz)?|assets\/[\w-]+\.(js|css)(\.br|\.gz)?)|examples\/[\w.]+|docs\/.+|rubrics\/.+\.yaml|CHANGELOG\.md|README\.md|LICENSE|package\.json)$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
  });

  it('has types that strict TypeScript projects read, with either module resolution, and that catch mistakes', () => {
    const project = mkdtempSync(join(tmpdir(), 'evenhand-types-'));
    try {
      linkModules(join(project, 'node_modules'));
      writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
      writeFileSync(
        join(project, 'use.ts'),
        `import { createClient } from 'evenhand/client';
        import { KMeans, type Matrix } from 'evenhand/estimators';
        const client = createClient({ baseUrl: 'http://127.0.0.1:5000' });
        export const numbers = client.listEmployees().then(({ items }) => items.map(({ number }): string => number));
        // @ts-expect-error there is no such field
        client.createEmployee({ body: { number: '1', salary: 5 } });
        const X: Matrix = { rows: 2, columns: 1, data: Float64Array.of(0, 1) };
        export const inertia: number = new KMeans({ clusters: 2 }).fit(X).inertia;
        // @ts-expect-error clusters is a number
        new KMeans({ clusters: 'two' });`,
      );
      for (const [module, resolution] of [
        ['nodenext', 'nodenext'],
        ['esnext', 'bundler'],
      ]) {
        const kind = [
          '--module',
          module,
          '--moduleResolution',
          resolution,
          '--target',
          'es2022',
          '--types',
          '',
        ];
        const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
        const { stdout, status } = spawnSync(
          process.execPath,
          [tsc, '--noEmit', '--strict', ...kind, 'use.ts'],
          { cwd: project, encoding: 'utf8' },
        );
        expect(stdout).toBe('');
        expect(status).toBe(0);
      }
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });
});

describe('the lock file', () => {
  it('names every package that a package needs, also the binaries of other platforms, or npm ci refuses it', () => {
    const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
      readFileSync(join(root, 'package-lock.json'), 'utf8'),
    );
    const missing = Object.entries(packages).flatMap(([at, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !foldersAbove(at).some((folder) => `${folder}node_modules/${name}` in packages))
        .map((name) => `${name} of ${at}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('evenhand/estimators', () => {
  it('imports nothing of Node, no other package, no server and no database', () => {
    const { files, packages } = importsOf(join(dist, 'estimators', 'index.js'));
    expect([...packages]).toEqual([]);
    const folders = new Set([...files].map((file) => relative(dist, file).split('/')[0]));
    expect([...folders].sort()).toEqual(['errors.js', 'estimators', 'math']);
  });
});

describe('evenhand/client', () => {
  it('imports nothing but its own folder', () => {
    const { files, packages } = importsOf(join(dist, 'client', 'index.js'));
    expect([...packages]).toEqual([]);
    expect([...new Set([...files].map((file) => relative(dist, file).split('/')[0]))]).toEqual(['client']);
  });
});

interface LockedPackage {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Where Node looks for what a package imports: "node_modules/a/node_modules/b/" and up to "". */
function foldersAbove(at: string): string[] {
  const parts = at === '' ? [] : at.split(/(?=node_modules\/)/);
  return Array.from({ length: parts.length + 1 }, (_, i) => {
    const folder = parts.slice(0, i).join('');
    return folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  });
}

/** The names an entry point of the package exports, as Node resolves it. */
function exportsOf(entry: string): string[] {
  const code = `import * as all from '${entry}'; console.log(JSON.stringify(Object.keys(all)));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

function packedFiles(): string[] {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync(command, [...first, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  // A list with npm 10 and 11, an object by package name from npm 12 on.
  const packed: { files: { path: string }[] }[] = Object.values(JSON.parse(output));
  return packed.flatMap(({ files }) => files.map(({ path }) => path));
}

/** A node_modules with this package and everything it depends on. */
function linkModules(folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(folder, name));
  }
  symlinkSync(root, join(folder, 'evenhand'));
}

/** All files that a module imports, directly or not, and whatever it imports that is no file of ours. */
function importsOf(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    const specifiers = readFileSync(file, 'utf8').matchAll(
      /^\s*(?:import|export)\b(?:[\w$*{},\s]+?\bfrom\b)?\s*['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/gm,
    );
    for (const [, whole, called] of specifiers) {
      const specifier = whole ?? called;
      if (specifier.startsWith('.')) files.add(resolve(dirname(file), specifier));
      else packages.add(specifier);
    }
  }
  return { files, packages };
}
