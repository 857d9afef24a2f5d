/** Pages served from this machine, on any port. */
const LOCAL = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/** Whether a page of this origin may call the API and read the answer: pages of this machine, and the origins configured. */
export function isAllowedOrigin(origin: string | undefined, configured: readonly string[]): boolean {
  return origin !== undefined && (LOCAL.test(origin) || configured.includes(origin));
}
