/**
 * A Content-Security-Policy that allows nothing but what is named, as directives and their sources. An answer that is a
 * page says what it needs by a policy of its own.
 */
export function contentPolicy(sources: Readonly<Record<string, string>> = {}): string {
  return Object.entries({ ...NOTHING, ...sources })
    .map(([directive, source]) => `${directive} ${source}`.trim())
    .join('; ');
}

const NOTHING = {
  'default-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

/** What every answer tells browsers, errors and answers to what is no request included: it is data, to be shown nowhere else. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy({ sandbox: '' }),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'cache-control': 'no-store',
};
