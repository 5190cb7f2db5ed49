import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A TLS certificate and its private key, both PEM; made for one run and stored nowhere. */
export interface Certificate {
	readonly cert: string;
	readonly key: string;
}

const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
	const body = Buffer.concat(parts);
	const length =
		body.length < 128
			? [body.length]
			: body.length < 256
				? [0x81, body.length]
				: [0x82, body.length >> 8, body.length & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const name = (text: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(text)))));
const time = (at: Date) => tlv(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

const pem = (bytes: Buffer) =>
	`-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

const publicOf = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' });

/**
 * Makes a self-signed certificate (RFC 5280) for these DNS names, which is its own authority. It is valid
 * between these two `days`, counted from now; both may be in the past.
 */
export function certificateFor(
	names: readonly string[],
	days: readonly [number, number] = [-1, 1],
): Certificate {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const [from, until] = days.map((day) => new Date(Date.now() + day * 86_400_000)) as [Date, Date];
	const alternative = sequence(...names.map((one) => tlv(0x82, Buffer.from(one))));
	const body = sequence(
		tlv(0xa0, tlv(0x02, Buffer.from([2]))),
		tlv(0x02, Buffer.from([1]), randomBytes(8)),
		ECDSA_SHA256,
		name('loopback'),
		sequence(time(from), time(until)),
		name('loopback'),
		publicOf(privateKey),
		tlv(0xa3, sequence(sequence(oid('551d11'), tlv(0x04, alternative)))),
	);
	const signature = sign('sha256', body, privateKey);
	const whole = sequence(body, ECDSA_SHA256, tlv(0x03, Buffer.from([0]), signature));
	return {
		cert: pem(whole),
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
	};
}
