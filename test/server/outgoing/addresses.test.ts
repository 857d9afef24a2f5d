import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReachable } from '../../../src/server/outgoing/addresses.ts';

describe('addresses that the server may connect to', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('are those of the internet: %s', (address) => {
    expect(isReachable(address)).toBe(true);
  });

  it.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.255.255'],
    ['the network of a provider', '100.64.0.1'],
    ['the network of a provider', '100.127.255.255'],
    ['a link', '169.254.0.1'],
    ['metadata of a cloud', '169.254.169.254'],
    ['metadata of a cloud', '100.100.100.200'],
    ['metadata of a cloud', '168.63.129.16'],
    ['metadata of a cloud', '192.0.0.192'],
    ['metadata of a cloud', 'fd00:ec2::254'],
    ['metadata of a cloud', 'fd20:ce::254'],
    ['benchmarks', '198.18.0.1'],
    ['documents', '192.0.2.1'],
    ['documents', '198.51.100.1'],
    ['documents', '203.0.113.1'],
    ['a group of hosts', '224.0.0.1'],
    ['a group of hosts', '239.255.255.255'],
    ['the future', '240.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['this host', '::'],
    ['loopback', '::1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['IPv4 in IPv6', '::ffff:8.8.8.8'],
    ['IPv4 in IPv6', '::127.0.0.1'],
    ['IPv4 in IPv6', '::ffff:0:127.0.0.1'],
    ['IPv4 in IPv6', '64:ff9b::7f00:1'],
    ['IPv4 in IPv6', '64:ff9b:1::7f00:1'],
    ['IPv4 in IPv6', '2002:7f00:1::'],
    ['IPv4 in IPv6', '2001::7f00:1'],
    ['a unique local network', 'fc00::1'],
    ['a unique local network', 'fd12:3456::1'],
    ['a link', 'fe80::1'],
    ['a link', 'fe80::1%eth0'],
    ['a site of old', 'fec0::1'],
    ['a group of hosts', 'ff02::1'],
    ['nowhere', '100::1'],
    ['documents', '2001:db8::1'],
    ['documents', '3fff::1'],
    ['nobody yet', '4000::1'],
    ['nothing', ''],
    ['nothing', 'localhost'],
  ])('are not those of %s: %s', (_what, address) => {
    expect(isReachable(address)).toBe(false);
  });

  it.each(['10.0.0.1', '192.168.0.1', '172.16.0.1', '127.0.0.1', '100.64.0.1', '::1', 'fd12::1', '8.8.8.8'])(
    'are also %s for a host that the configuration names',
    (address) => {
      expect(isReachable(address, true)).toBe(true);
    },
  );

  it.each([
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
    'fd20:ce::254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::ffff:10.0.0.1',
    'fe80::1',
    'ff02::1',
  ])('are not %s even for such a host', (address) => {
    expect(isReachable(address, true)).toBe(false);
  });

  it('never are those of an IPv4 address written as an IPv6 one', () => {
    fc.assert(
      fc.property(
        fc.ipV4(),
        fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'),
        (address, before) => {
          expect(isReachable(before + address, true)).toBe(false);
        },
      ),
    );
  });
});
