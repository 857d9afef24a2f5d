import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody can guess: 256 random bits, in letters that fit everywhere. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It is long and random, so a plain hash tells nothing of it. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
