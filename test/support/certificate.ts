import { generateKeyPairSync, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface Certificate {
  /** PEM, both. */
  readonly key: string;
  readonly cert: string;
}

/** A certificate that its own key has signed (RFC 5280), valid for these host names and IPv4 addresses. */
export function certificateFor(...hosts: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(objectId(2, 5, 4, 3), utf8('evenhand test'))));
  const version = explicit(0, integer(2));
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'));
  const names = hosts.map((host) =>
    isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  );
  const extensions = explicit(
    3,
    sequence(
      sequence(objectId(2, 5, 29, 17), octets(sequence(...names))),
      sequence(objectId(2, 5, 29, 19), octets(sequence(der(0x01, Buffer.of(0xff))))),
    ),
  );
  const ecdsaWithSha256 = sequence(objectId(1, 2, 840, 10045, 4, 3, 2));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(version, integer(1), ecdsaWithSha256, name, validity, name, spki, extensions);
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]));
  const whole = sequence(body, ecdsaWithSha256, signature);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Distinguished encoding rules (X.690): tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function set(part: Buffer): Buffer {
  return der(0x31, part);
}

function explicit(tag: number, part: Buffer): Buffer {
  return der(0xa0 + tag, part);
}

function octets(part: Buffer): Buffer {
  return der(0x04, part);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.of(value));
}

function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

function objectId(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128);
    return groups;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
