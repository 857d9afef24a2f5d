import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { UsageError } from '../src/errors.ts';

describe('the configuration', () => {
  it('has a default for everything, and listens to this machine only', () => {
    expect(readConfig({ XDG_DATA_HOME: '/home/ada/data' })).toEqual({
      port: 5000,
      host: '127.0.0.1',
      corsOrigins: [],
      bodyLimit: 67_108_864,
      maxPeople: 1_000_000,
      workers: availableParallelism(),
      queueLimit: 268_435_456,
      requestTimeout: 60_000,
      evaluationTimeout: 300_000,
      logLevel: 'info',
      dataFolder: '/home/ada/data/evenhand',
      databaseUrl: undefined,
      uploadLimit: 2048 * 1024 * 1024,
    });
  });

  it('takes every setting from the environment', () => {
    expect(
      readConfig({
        PORT: '8080',
        HOST: '0.0.0.0',
        EVENHAND_CORS_ORIGINS: 'https://hr.example.com, http://erp.example.com:8443/',
        EVENHAND_BODY_LIMIT: '2 MiB',
        EVENHAND_MAX_PEOPLE: '500',
        EVENHAND_WORKERS: '3',
        EVENHAND_QUEUE_LIMIT: '0',
        EVENHAND_REQUEST_TIMEOUT: '1.5',
        EVENHAND_EVALUATION_TIMEOUT: '20',
        EVENHAND_LOG_LEVEL: 'silent',
        EVENHAND_DATA: '/var/lib/evenhand',
        EVENHAND_DATABASE_URL: 'postgresql://evenhand@db/evenhand',
        EVENHAND_UPLOAD_LIMIT: '20 MiB',
      }),
    ).toEqual({
      port: 8080,
      host: '0.0.0.0',
      corsOrigins: ['https://hr.example.com', 'http://erp.example.com:8443'],
      bodyLimit: 2_097_152,
      maxPeople: 500,
      workers: 3,
      queueLimit: 0,
      requestTimeout: 1500,
      evaluationTimeout: 20_000,
      logLevel: 'silent',
      dataFolder: '/var/lib/evenhand',
      databaseUrl: 'postgresql://evenhand@db/evenhand',
      uploadLimit: 20 * 1024 * 1024,
    });
  });

  it.each([
    ['4096', 4096],
    ['10kB', 10_000],
    ['10 KiB', 10_240],
    ['1mb', 1_000_000],
    ['1MiB', 1_048_576],
  ])('reads the size %s as %d bytes', (text, bytes) => {
    expect(readConfig({ EVENHAND_BODY_LIMIT: text }).bodyLimit).toBe(bytes);
  });

  it('takes an empty variable for one that is not set, as containers pass them', () => {
    expect(readConfig({ PORT: '', EVENHAND_CORS_ORIGINS: ' ' })).toEqual(readConfig({}));
  });

  it('lets what a command was told go before the environment', () => {
    expect(readConfig({ PORT: '1', HOST: 'a' }, { port: '2' })).toMatchObject({ port: 2, host: 'a' });
  });

  it.each([
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '80a', 'a whole number'],
    ['PORT', '-1', 'a whole number'],
    ['HOST', 'a b', 'a host name'],
    ['EVENHAND_CORS_ORIGINS', '*', 'origins such as https://hr.example.com'],
    ['EVENHAND_CORS_ORIGINS', 'https://a.example/path', 'nothing after the host and port'],
    ['EVENHAND_CORS_ORIGINS', 'ftp://a.example', 'origins'],
    ['EVENHAND_CORS_ORIGINS', 'a.example', 'origins'],
    ['EVENHAND_CORS_ORIGINS', 'https://user:word@a.example', 'origins'],
    ['EVENHAND_BODY_LIMIT', '1GiB', 'a size from 1KiB to 256MiB'],
    ['EVENHAND_BODY_LIMIT', '12 parsecs', 'a size'],
    ['EVENHAND_MAX_PEOPLE', '0', 'a whole number from 1'],
    ['EVENHAND_WORKERS', '0', 'a whole number from 1 to 256'],
    ['EVENHAND_WORKERS', '1.5', 'a whole number'],
    ['EVENHAND_QUEUE_LIMIT', '-1', 'a size'],
    ['EVENHAND_REQUEST_TIMEOUT', '0', 'seconds from 1'],
    ['EVENHAND_EVALUATION_TIMEOUT', '1e9', 'seconds'],
    ['EVENHAND_LOG_LEVEL', 'loud', 'one of fatal, error, warn'],
  ])('refuses %s=%s: names it, its value and what is allowed', (name, value, allowed) => {
    const message = messageOf(() => readConfig({ [name]: value }));
    expect(message).toContain(`${name} is ${JSON.stringify(value)}: it must be `);
    expect(message).toContain(allowed);
  });

  it('calls an option of the command by its own name', () => {
    expect(messageOf(() => readConfig({}, { port: 'x' }))).toMatch(
      /^--port is "x": it must be a whole number/,
    );
    expect(messageOf(() => readConfig({}, { host: '' }))).toMatch(/^--host is ""/);
  });

  it('names everything that is wrong at once', () => {
    const message = messageOf(() => readConfig({ PORT: 'x', EVENHAND_WORKERS: 'y' }));
    expect(message.split('\n')).toHaveLength(2);
  });

  it('notices a misspelt setting of its own, and looks at no others', () => {
    expect(messageOf(() => readConfig({ EVENHAND_CORS_ORIGIN: 'https://a.example' }))).toContain(
      'EVENHAND_CORS_ORIGIN is not a setting; there are PORT, HOST, EVENHAND_CORS_ORIGINS',
    );
    expect(readConfig({ PORTS: 'x', PATH: '/bin', EVENHAND_DEBUG: '1' })).toEqual(readConfig({}));
  });

  it('is not confused by names that objects have by themselves', () => {
    expect(readConfig({ constructor: 'x', toString: 'y', __proto__: undefined })).toEqual(readConfig({}));
  });
});

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('it was accepted');
}
