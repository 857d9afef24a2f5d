import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { it, type TestFunction } from 'vitest';

/** The path of a file of the real data that may not travel with the project: beside the checkout, or nowhere. */
export function sharedFile(path: string): string {
  return fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
}

/** A test that reads real data: where the file is not there, its title says that it did not run. */
export function itWithShared(title: string, path: string, test: TestFunction, timeout?: number): void {
  if (existsSync(sharedFile(path))) it(title, test, timeout);
  else {
    it(`(did not run: ${path} is not beside the checkout) ${title}`, () => {
      console.warn(`Did not run, for want of ${path}: ${title}`);
    });
  }
}
