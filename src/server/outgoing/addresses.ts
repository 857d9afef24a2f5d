import ipaddr from 'ipaddr.js';

/**
 * Whether the server may connect to an IP address: one of the public internet or, for hosts that the configuration names,
 * of a private network or this machine. What clouds keep their secrets behind is never reachable, nor what is no
 * address of one host (link-local, multicast, reserved, translated and tunnelled ranges).
 */
export function isReachable(address: string, mayBePrivate = false): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (METADATA.some((range) => parsed.kind() === range[0].kind() && parsed.match(range))) return false;
  const range = parsed.range();
  if (mayBePrivate && PRIVATE.has(range)) return true;
  return range === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST));
}

const PRIVATE: ReadonlySet<string> = new Set(['private', 'uniqueLocal', 'loopback', 'carrierGradeNat']);

/** The only IPv6 addresses that are assigned to hosts of the internet (IANA IPv6 Global Unicast Address Assignments). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Metadata services outside of the link-local range: of AWS, Google Cloud, Alibaba Cloud and Azure. */
const METADATA = ['fd00:ec2::/32', 'fd20:ce::/32', '100.100.100.200/32', '168.63.129.16/32'].map((range) =>
  ipaddr.parseCIDR(range),
);
