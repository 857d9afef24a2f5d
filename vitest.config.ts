import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['scripts/kernels.js', 'test/support/postgresql.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Of a busy machine; what happens sooner is seen sooner.
    expect: { poll: { timeout: 30_000 } },
  },
});
