import { CompactSign, exportSPKI, generateKeyPair } from 'jose';
import type { Container, Mutant } from '../case.ts';
import { bakedPng, bakedSvg } from './legacy-pictures.ts';
import { assertion, CLASS, ISSUER, KEY, keyDocument, SITE, site, sources } from './legacy-world.ts';
import type { LegacyVersion, Site } from './legacy-world.ts';

/** The algorithms with which badges before Open Badges 3.0 are signed (JWS). */
export type Alg = 'RS256' | 'ES256';
/**
 * An issuer's key pair: the public key in PEM, and a function that signs a payload as a JWS with the private
 * key.
 */
export interface Keys {
	readonly pem: string;
	sign(payload: object): Promise<string>;
}

export async function keysOf(alg: Alg): Promise<Keys> {
	const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
	const sign = (payload: object) =>
		new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
			.setProtectedHeader({ alg })
			.sign(privateKey);
	return { pem: await exportSPKI(publicKey), sign };
}

/**
 * Puts the text of a badge into its container: bakes it into a PNG or an SVG; returns it unchanged for JSON.
 */
export const within = (container: Container, text: string) =>
	container === 'png' ? bakedPng(text) : container === 'svg' ? bakedSvg(text) : text;

const EVIL = 'https://ailleurs.example';

/** Makes the forgeries of a badge that is hosted on its issuer's site. */
export function hostedMutants(version: LegacyVersion, container: Container): readonly Mutant[] {
	if (version === '0.5') {
		const elsewhere = `${EVIL}/7.json`;
		const lies = `${SITE}/assertions/8.json`;
		const own = assertion(version, 'hosted') as { badge: object };
		const lying = { ...own, badge: { ...own.badge, issuer: { origin: EVIL, name: 'Ailleurs' } } };
		const options = sources({ ...site(version, 'hosted'), [elsewhere]: own, [lies]: lying });
		return [
			{ what: 'the address', given: within(container, elsewhere), options },
			{ what: 'the issuer', given: within(container, lies), options },
		];
	}
	const own = assertion(version, 'hosted');
	const changed = (what: string, more: object, others: Site = {}): Mutant => ({
		what,
		given: within(container, JSON.stringify({ ...own, ...more })),
		options: sources({ ...site(version, 'hosted'), ...others }),
	});
	const recipient = { type: 'email', hashed: false, identity: 'bruno@ecole.example' };
	const evil = `${EVIL}/7.json`;
	const moved =
		version === '2.0' || version === '1.1'
			? { id: evil, ...(version === '1.1' ? { verify: { type: 'hosted', url: evil } } : {}) }
			: { verify: { type: 'hosted', url: evil } };
	return [
		changed('a claim', { recipient }),
		changed('the issuer', { badge: `${EVIL}/class.json` }),
		changed('the date', { issuedOn: '2025-01-01T00:00:00Z' }),
		changed('the date', { expires: '2030-01-01T00:00:00Z' }),
		changed('the address', moved, { [evil]: { ...own, ...moved } }),
		changed('an address that holds nothing', {
			...own,
			...JSON.parse(JSON.stringify(moved).replaceAll(evil, `${SITE}/assertions/8.json`)),
		}),
		changed('the description', { badge: { id: CLASS, name: 'Autre chose', issuer: ISSUER } }),
	];
}

/**
 * Makes the forgeries of a signed badge (JWS); `other` is somebody else's key pair, with its public key
 * published at another address.
 */
export async function signedMutants(
	version: LegacyVersion,
	container: Container,
	keys: Keys,
	other: Keys,
): Promise<readonly Mutant[]> {
	const own = assertion(version, 'signed');
	const [head = '', , proof = ''] = (await keys.sign(own)).split('.');
	const body = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64url');
	const changed = (what: string, token: string, others: Site = {}): Mutant => ({
		what,
		given: within(container, token),
		options: sources({ ...site(version, 'signed'), [KEY]: keyDocument(version, keys.pem), ...others }),
	});
	const payload = (more: object) => `${head}.${body({ ...own, ...more })}.${proof}`;
	const [, , another = ''] = (await keys.sign({ ...own, issuedOn: '2026-10-09' })).split('.');
	const evil = `${SITE}.ailleurs.example/key.json`;
	const named =
		version === '2.0'
			? { verification: { type: 'SignedBadge', creator: evil } }
			: { verify: { type: 'signed', url: evil } };
	const foreign = { [evil]: keyDocument(version, other.pem, evil) };
	const mutants = [
		changed(
			'a claim',
			payload({ recipient: { type: 'email', hashed: false, identity: 'bruno@ecole.example' } }),
		),
		changed('the issuer', payload({ badge: `${EVIL}/class.json` }), {
			[`${EVIL}/class.json`]: { ...(site(version, 'signed')[CLASS] as object), id: `${EVIL}/class.json` },
		}),
		changed('the date', payload({ issuedOn: '2025-01-01T00:00:00Z' })),
		changed('the proof value', `${head}.${body(own)}.${proof.startsWith('A') ? 'B' : 'A'}${proof.slice(1)}`),
		changed('the key', await other.sign(own)),
		changed('another badge’s proof', `${head}.${body(own)}.${another}`),
	];
	// Before 2.0 a profile lists no key, so a key at another address leaves the issuer unproven without being
	// refused.
	return version === '2.0'
		? [...mutants, changed('the key', await other.sign({ ...own, ...named }), foreign)]
		: mutants;
}
