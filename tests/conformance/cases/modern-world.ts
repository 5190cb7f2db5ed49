import * as ecdsa from '@digitalbazaar/ecdsa-multikey';
import * as ed25519 from '@digitalbazaar/ed25519-multikey';
import { crc32, deflateSync } from 'node:zlib';
import type { IssuerDocumentAnswer, JsonObject, VerifyOptions } from '#openbadges';
import { badge } from '../../../src/openbadges/worked-example.fixture.ts';

export const NOW = new Date('2026-10-09T09:00:00Z');
export const SIGNED = '2026-10-08T14:00:00Z';
export const DID = 'did:web:exemple.example';

const UNKNOWN = { kind: 'unknown', why: 'unreachable' } as const;
type Documents = Readonly<Record<string, JsonObject | string>>;

/**
 * Makes options for a verification whose sources answer with these documents, by address or DID, and with
 * nothing else; `change` replaces options.
 */
export function knowing(documents: Documents, change: Partial<VerifyOptions> = {}): VerifyOptions {
	return {
		now: NOW,
		resolveIssuer(id): IssuerDocumentAnswer {
			const document = documents[id];
			return typeof document === 'object' ? { kind: 'found', document } : UNKNOWN;
		},
		statusSource(url) {
			const credential = documents[url];
			return credential === undefined ? UNKNOWN : { kind: 'found', credential };
		},
		fetchDocument(url) {
			const found = documents[url];
			if (found === undefined) return UNKNOWN;
			const text = typeof found === 'string' ? found : JSON.stringify(found);
			return { kind: 'found', status: 200, text, contentType: 'application/json' };
		},
		...change,
	};
}

/**
 * Makes the DID document of an issuer with these verification methods, all listed under `assertionMethod`.
 */
export function documentOf(id: string, methods: readonly JsonObject[]): JsonObject {
	const listed: readonly JsonObject[] = methods.map((method) => ({ controller: id, ...method }));
	return { id, verificationMethod: listed, assertionMethod: listed.map((method) => String(method['id'])) };
}

/**
 * Makes an unsigned badge of this issuer in the VC data model 2.0; `change` replaces top-level properties.
 */
export function badge2(issuer: string, change: object = {}): JsonObject {
	const { credentialStatus: _status, ...whole } = badge();
	const profile = { ...(whole['issuer'] as JsonObject), id: issuer };
	return { ...whole, issuer: profile, ...change } as JsonObject;
}

/**
 * Makes an unsigned badge of this issuer in the VC data model 1.1, as issuers wrote Open Badges 3.0 before
 * its final version; `change` replaces top-level properties.
 */
export function badge1(issuer: string, contexts: readonly string[] = [], change: object = {}): JsonObject {
	const { validFrom, validUntil: _until, '@context': _context, ...rest } = badge2(issuer);
	const { awardedDate: _awarded, evidence: _evidence, ...early } = rest;
	const first = 'https://www.w3.org/2018/credentials/v1';
	const second = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json';
	const subject = { ...(early['credentialSubject'] as JsonObject) } as Record<string, unknown>;
	delete subject['result'];
	const achievement = { ...(subject['achievement'] as object) } as Record<string, unknown>;
	for (const name of ['resultDescription', 'inLanguage', 'version', 'related', 'creator', 'tag', 'image']) {
		delete achievement[name];
	}
	return {
		'@context': [first, second, ...contexts],
		...early,
		issuanceDate: validFrom ?? null,
		credentialSubject: { ...subject, achievement },
		...change,
	} as JsonObject;
}

export interface Keys {
	readonly ed25519: StockKey;
	readonly p256: StockKey;
	readonly p384: StockKey;
}

/** Generates an issuer's keys (Ed25519, P-256, P-384), each with the id `<issuer>#<multikey>`. */
export async function keysOf(id: string): Promise<Keys> {
	const named = async (make: (options: object) => Promise<StockKey>, options: object): Promise<StockKey> => {
		const key = await make({ ...options, controller: id });
		const { publicKeyMultibase } = await key.export({ publicKey: true });
		return Object.assign(key, { id: `${id}#${publicKeyMultibase}` });
	};
	return {
		ed25519: await named(ed25519.generate, {}),
		p256: await named(ecdsa.generate, { curve: 'P-256' }),
		p384: await named(ecdsa.generate, { curve: 'P-384' }),
	};
}

/** Makes the verification method (Multikey) with which a DID document lists a key. */
export async function methodOf(key: StockKey): Promise<JsonObject> {
	const { publicKeyMultibase } = await key.export({ publicKey: true });
	return { id: key.id, type: 'Multikey', publicKeyMultibase };
}

function chunk(type: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Makes a one-pixel PNG that contains a badge (OB 3.0, PNG), byte by byte and without the engine. */
export function pictured(text: string): Uint8Array {
	const held = Buffer.concat([
		Buffer.from('openbadgecredential\0\0\0\0\0', 'latin1'),
		Buffer.from(text, 'utf8'),
	]);
	return new Uint8Array(
		Buffer.concat([
			Buffer.from('89504e470d0a1a0a', 'hex'),
			chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
			chunk('iTXt', held),
			chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
			chunk('IEND', new Uint8Array()),
		]),
	);
}

/**
 * Makes an SVG that contains a badge (OB 3.0, SVG), without the engine: a token in `verify`, JSON as
 * character data.
 */
export function drawn(text: string): string {
	const inside = text.startsWith('{')
		? `<openbadges:credential><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></openbadges:credential>`
		: `<openbadges:credential verify="${text}"/>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 8 8">${inside}<circle r="3"/></svg>`;
}
