/** The costliest inputs found so far that a visitor can submit for verification within the size limits. */
import { crc32, deflateSync } from 'node:zlib';

const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const CONTEXT = [
	'https://www.w3.org/ns/credentials/v2',
	'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];
const BYTES = 8 * 1024 * 1024 - 4096;
const root = (inside: string) =>
	`<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="${NAMESPACE}">${inside}</svg>`;
const filled = (part: (n: number) => string, bytes = BYTES) => {
	let text = '';
	for (let n = 0; text.length < bytes; n += 1) text += part(n);
	return text.slice(0, text.lastIndexOf('<') || undefined);
};

/**
 * Makes a badge (JSON, with invalid signatures) with `pieces` identical pieces of evidence and `proofs`
 * proofs: identical nodes are costly to canonicalize.
 */
export function lookAlikes(pieces: number, proofs: number): string {
	const proof = {
		type: 'DataIntegrityProof',
		cryptosuite: 'eddsa-rdfc-2022',
		created: '2026-10-08T14:00:00Z',
		verificationMethod:
			'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
		proofPurpose: 'assertionMethod',
		proofValue: `z${'2'.repeat(86)}`,
	};
	return JSON.stringify({
		'@context': CONTEXT,
		id: 'https://ailleurs.example/b/1',
		type: ['VerifiableCredential', 'AchievementCredential'],
		name: 'Badge',
		issuer: { id: proof.verificationMethod.split('#')[0], type: ['Profile'], name: 'Ailleurs' },
		validFrom: '2026-10-08T14:00:00Z',
		credentialSubject: {
			id: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11',
			type: ['AchievementSubject'],
			achievement: {
				id: 'https://ailleurs.example/badges/1',
				type: ['Achievement'],
				name: 'Badge',
				description: 'Badge',
				criteria: { narrative: 'Badge' },
			},
		},
		evidence: Array.from({ length: pieces }, () => ({ type: ['Evidence'] })),
		proof: Array.from({ length: proofs }, () => proof),
	});
}

const token = (header: object, payload: object, signature = 'A'.repeat(86)) =>
	[JSON.stringify(header), JSON.stringify(payload)]
		.map((part) => Buffer.from(part).toString('base64url'))
		.concat(signature)
		.join('.');

function chunk(type: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
const png = (...chunks: readonly Buffer[]) =>
	Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
		...chunks,
		chunk('IEND', Buffer.alloc(0)),
	]);
const packed = (text: string) =>
	chunk('zTXt', Buffer.concat([Buffer.from('openbadges\0\0'), deflateSync(text)]));

/** Makes a `multipart/form-data` body of one part, whose headers or content are costly to parse. */
const form = (head: string, content: string, boundary = 'real', type = `boundary=${boundary}`) => ({
	type: `multipart/form-data; ${type}`,
	body: Buffer.from(
		`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n--${boundary}--\r\n`,
	),
});
const FORM_BYTES = 8 * 1024 * 1024;

/** The body of a request that submits a badge for verification, and its media type. */
export interface Sent {
	readonly type: string;
	readonly body: Buffer;
	/** True for a form, which `/verify` accepts as well as `/api/verify`. */
	readonly form: boolean;
}

const BODIES: Readonly<Record<string, { readonly type: string; readonly body: string | Buffer }>> = {
	'SVG of tags': { type: 'image/svg+xml', body: root(filled(() => '<g/>')) },
	'SVG of attributes': {
		type: 'image/svg+xml',
		body: root(`<g ${filled((n) => `a${n}="" `).replaceAll('<', '')}/>`),
	},
	'SVG of namespaces': {
		type: 'image/svg+xml',
		body: root(filled((n) => `<g xmlns:a${n}="u:${n}" a${n}:b=""/>`)),
	},
	'SVG of namespaces in one tag': {
		type: 'image/svg+xml',
		body: root(`<g ${Array.from({ length: 300_000 }, (_, n) => `xmlns:a${n}="u:${n}"`).join(' ')}/>`),
	},
	'SVG of entities': { type: 'image/svg+xml', body: root(`<text>${'&amp;'.repeat(BYTES / 5 - 100)}</text>`) },
	'SVG of sections': { type: 'image/svg+xml', body: root(filled(() => '<![CDATA[]]>')) },
	'SVG of one open tag': { type: 'image/svg+xml', body: root('<'.padEnd(BYTES, 'g')) },
	'JSON of look-alikes': { type: 'application/vc+ld+json', body: lookAlikes(1500, 4) },
	'JSON of depth': { type: 'text/plain', body: '['.repeat(6_000_000) },
	'JSON of depth, for programs': { type: 'application/json', body: `{"badge":${'['.repeat(6_000_000)}` },
	'JSON of commas': { type: 'text/plain', body: `{"a":[${'1,'.repeat(3_000_000)}1]}` },
	'JSON of a long text': {
		type: 'application/json',
		body: JSON.stringify({ badge: { a: 'é'.repeat(2_900_000) } }),
	},
	'token of look-alikes': {
		type: 'application/jwt',
		body: token({ alg: 'EdDSA', typ: 'JWT' }, { vc: JSON.parse(lookAlikes(1500, 0)) as object }),
	},
	'token of a long key': {
		type: 'application/jwt',
		body: token(
			{ alg: 'RS256', jwk: { kty: 'RSA', e: 'AQAB', n: 'A'.repeat(100_000) } },
			JSON.parse(lookAlikes(10, 0)) as object,
			'A'.repeat(100_000),
		),
	},
	'PNG of look-alikes': { type: 'image/png', body: png(packed(lookAlikes(1500, 4))) },
	'PNG that unpacks': { type: 'image/png', body: png(packed(`{"a":[${'1,'.repeat(3_900_000)}1]}`)) },
	'form of a file': form('name="file"; filename="a.svg"', root('&amp;'.repeat(FORM_BYTES / 5 - 100))),
	'form of a text': form('name="text"', '<'.repeat(6_000_000)),
	'form of a long name': form(`name="${'%22'.repeat(2_700_000)}"`, ''),
	'form of headers': form(`name="a"\r\n${'x: y\r\n'.repeat(1_390_000)}`, ''),
	'form of dashes': form('name="text"', '\r\n--'.repeat(FORM_BYTES / 4)),
	'form of parts, under a decoy': form(
		'name="text"',
		'\r\n--real\r\nContent-Disposition: form-data; name="a"\r\n\r\n'.repeat(130_000),
		'real',
		'x="boundary=decoy"; boundary=real',
	),
};

/** The costliest inputs for verification found so far, by a name that says what they are made of. */
export const WORST: Readonly<Record<string, Sent>> = Object.fromEntries(
	Object.entries(BODIES).map(([name, { type, body }]) => [
		name,
		{ type, body: Buffer.from(body), form: type.startsWith('multipart/') },
	]),
);
