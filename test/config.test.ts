import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { UsageError } from '../src/errors.ts';

const PROVIDER = {
  EVENHAND_OIDC_ISSUER: 'https://idp.example.com/realms/company',
  EVENHAND_OIDC_CLIENT_ID: 'evenhand',
  EVENHAND_OIDC_CLIENT_SECRET: 'u8Xm-3vQz_77LkPw2c9d',
};

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
      rateLimit: 30_000,
      proxies: [],
      publicUrl: undefined,
      openId: undefined,
      outgoingHosts: [],
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
        EVENHAND_RATE_LIMIT: '0',
        EVENHAND_PROXIES: '127.0.0.1, fd00::/8',
        EVENHAND_PUBLIC_URL: 'https://Evenhand.example.com/',
        ...PROVIDER,
        EVENHAND_OUTGOING_HOSTS: 'IDP.corp.example, 10.7:8443 [::1]',
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
      rateLimit: 0,
      proxies: ['127.0.0.1', 'fd00::/8'],
      publicUrl: 'https://evenhand.example.com',
      openId: {
        issuer: 'https://idp.example.com/realms/company',
        clientId: 'evenhand',
        clientSecret: 'u8Xm-3vQz_77LkPw2c9d',
      },
      outgoingHosts: ['idp.corp.example:443', '10.0.0.7:8443', '[::1]:443'],
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
    ['EVENHAND_RATE_LIMIT', 'fast', 'a whole number from 0'],
    ['EVENHAND_PROXIES', 'proxy.example.com', 'addresses or networks'],
    ['EVENHAND_PROXIES', '10.0.0.0/33', 'addresses or networks'],
    ['EVENHAND_PROXIES', '10.0.0.0/8/8', 'addresses or networks'],
    ['EVENHAND_LOG_LEVEL', 'loud', 'one of fatal, error, warn'],
    ['EVENHAND_PUBLIC_URL', 'evenhand.example.com', 'an origin'],
    ['EVENHAND_PUBLIC_URL', 'https://evenhand.example.com/path', 'nothing after the host'],
    ['EVENHAND_PUBLIC_URL', 'http://evenhand.example.com', 'http only on this machine'],
    ['EVENHAND_OIDC_ISSUER', 'http://idp.example.com', 'the issuer of an OpenID provider'],
    ['EVENHAND_OIDC_ISSUER', 'https://user:word@idp.example.com', 'the issuer'],
    ['EVENHAND_OIDC_ISSUER', 'https://idp.example.com?a=b', 'the issuer'],
    ['EVENHAND_OIDC_CLIENT_ID', 'tab\there', 'the client id'],
    ['EVENHAND_OUTGOING_HOSTS', 'https://idp.corp.example', 'hosts such as'],
    ['EVENHAND_OUTGOING_HOSTS', 'idp.corp.example/path', '"idp.corp.example/path" is none'],
    ['EVENHAND_OUTGOING_HOSTS', 'user@idp.corp.example', 'without https://'],
    ['EVENHAND_OUTGOING_HOSTS', '*', 'hosts'],
    ['EVENHAND_OUTGOING_HOSTS', 'idp.example:99999', 'hosts'],
  ])('refuses %s=%s: names it, its value and what is allowed', (name, value, allowed) => {
    const message = messageOf(() => readConfig({ [name]: value }));
    expect(message).toContain(`${name} is ${JSON.stringify(value)}: it must be `);
    expect(message).toContain(allowed);
  });

  it('takes http for the address people use on this machine', () => {
    for (const publicUrl of ['http://localhost:5000', 'http://127.0.0.1:5000', 'http://[::1]:5000']) {
      expect(readConfig({ EVENHAND_PUBLIC_URL: publicUrl }).publicUrl).toBe(publicUrl);
    }
  });

  it('names what an identity provider still needs', () => {
    const { EVENHAND_OIDC_CLIENT_SECRET: _, ...known } = PROVIDER;
    expect(messageOf(() => readConfig(known))).toBe(
      'to sign people in with an identity provider, EVENHAND_OIDC_CLIENT_SECRET, EVENHAND_PUBLIC_URL must be set too',
    );
  });

  it.each([
    'short',
    'fifteen-letters',
    'changemechangemechangeme',
    'change-me-please-change-me',
    'your-client-secret-here',
    'my-evenhand-client-secret',
    'passwordpasswordpassword',
    'super_secret_password_123',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abababababababababababab',
    '12345678901234567890',
    '****************',
    'Keycloak-Default-Secret-2024',
  ])('refuses the client secret %s on an address that others reach, and does not repeat it', (secret) => {
    const env = {
      ...PROVIDER,
      EVENHAND_OIDC_CLIENT_SECRET: secret,
      EVENHAND_PUBLIC_URL: 'https://evenhand.example.com',
    };
    for (const host of ['0.0.0.0', '::', '192.168.0.5', 'evenhand.example.com']) {
      const message = messageOf(() => readConfig({ ...env, HOST: host }));
      expect(message).toContain(`EVENHAND_OIDC_CLIENT_SECRET is too weak to listen on ${host}`);
      expect(message).not.toContain(secret);
    }
    for (const host of ['127.0.0.1', '::1', 'localhost']) {
      expect(readConfig({ ...env, HOST: host }).openId?.clientSecret).toBe(secret);
    }
  });

  it.each([
    'u8Xm-3vQz_77LkPw2c9d',
    '6f1d9c3b7a2e4850',
    'GOCSPX-1a2B3c4D5e6F7g8H9i0J',
    '3Kd8Q~test-Zx91pLmN.vB72cY_sWe5',
  ])('takes the client secret %s, as providers make them', (secret) => {
    const env = {
      ...PROVIDER,
      EVENHAND_OIDC_CLIENT_SECRET: secret,
      EVENHAND_PUBLIC_URL: 'https://e.example',
    };
    expect(readConfig({ ...env, HOST: '0.0.0.0' }).openId?.clientSecret).toBe(secret);
  });

  it('repeats no secret that cannot be used', () => {
    const message = messageOf(() =>
      readConfig({
        EVENHAND_DATABASE_URL: 'mysql://evenhand:hunter2@db/evenhand',
        EVENHAND_OIDC_CLIENT_SECRET: 'hunter2\u0007',
      }),
    );
    expect(message).toContain(
      'EVENHAND_DATABASE_URL cannot be used: it must be an address such as postgresql://',
    );
    expect(message).toContain('EVENHAND_OIDC_CLIENT_SECRET cannot be used: it must be the client secret');
    expect(message).not.toContain('hunter2');
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
