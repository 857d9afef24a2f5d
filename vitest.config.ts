import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['scripts/kernels.js', 'test/support/postgresql.ts'],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    // Of a busy machine; what happens sooner is seen sooner.
    expect: { poll: { timeout: 30_000 } },
  },
});
