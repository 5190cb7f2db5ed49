import { createHash } from 'node:crypto';
import type { FetchDocument, VerifyOptions } from '#openbadges';

/** The versions of Open Badges before 3.0 whose documents these cases write by hand, without the engine. */
export type LegacyVersion = '0.5' | '1.0' | '1.1' | '2.0';
export type Site = Readonly<Record<string, unknown>>;

export const SITE = 'https://badges.ecole.example';
export const ASSERTION = `${SITE}/assertions/7.json`;
export const CLASS = `${SITE}/classes/collaboration.json`;
export const ISSUER = `${SITE}/issuer.json`;
export const KEY = `${SITE}/keys/1.json`;
export const LIST = `${SITE}/revoked.json`;
export const NOW = new Date('2026-11-22T15:00:00Z');
export const EMAIL = 'ada@ecole.example';

const SALT = 'sel-de-mer';
const CONTEXTS = {
	'1.1': 'https://w3id.org/openbadges/v1',
	'2.0': 'https://w3id.org/openbadges/v2',
} as const;

const context = (version: LegacyVersion) =>
	version === '1.1' || version === '2.0' ? { '@context': CONTEXTS[version] } : {};
const typed = (version: LegacyVersion, type: string, id: string) =>
	version === '1.1' || version === '2.0' ? { ...context(version), type, id } : {};

/**
 * Makes an assertion of this version: hosted at its address, or to be signed with the key at `KEY`; `more`
 * adds or replaces properties.
 */
export function assertion(
	version: LegacyVersion,
	how: 'hosted' | 'signed',
	more: object = {},
): Record<string, unknown> {
	const identity = `sha256$${createHash('sha256')
		.update(EMAIL + SALT)
		.digest('hex')}`;
	if (version === '0.5') {
		return {
			recipient: identity,
			salt: SALT,
			issued_on: '2026-10-08',
			badge: {
				version: '0.5.0',
				name: 'Collaboration « à plusieurs »',
				image: `${SITE}/collaboration.png`,
				description: 'L’équipe écrit à plusieurs.',
				criteria: `${SITE}/criteria`,
				issuer: { origin: SITE, name: 'École des Érables' },
			},
			...more,
		};
	}
	const hosted = how === 'hosted';
	const id = hosted ? ASSERTION : 'urn:uuid:9f0b7c52-4f0e-4c06-9d0a-3f3bb0d1f0aa';
	const verification =
		version === '2.0'
			? { verification: hosted ? { type: 'HostedBadge' } : { type: 'SignedBadge', creator: KEY } }
			: { verify: hosted ? { type: 'hosted', url: ASSERTION } : { type: 'signed', url: KEY } };
	return {
		...typed(version, 'Assertion', id),
		...(version === '2.0' ? {} : { uid: 'a7' }),
		recipient: { type: 'email', hashed: true, salt: SALT, identity },
		badge: CLASS,
		...verification,
		issuedOn: version === '1.0' ? Date.parse('2026-10-08T14:00:00Z') / 1000 : '2026-10-08T14:00:00Z',
		...more,
	};
}

const badgeClass = (version: LegacyVersion) => ({
	...typed(version, 'BadgeClass', CLASS),
	name: 'Collaboration « à plusieurs »',
	description: 'L’équipe écrit à plusieurs.',
	image: `${SITE}/collaboration.png`,
	criteria: version === '2.0' ? { narrative: 'Avoir écrit à plusieurs.' } : `${SITE}/criteria`,
	issuer: ISSUER,
});

const profile = (version: LegacyVersion, how: 'hosted' | 'signed') => ({
	...typed(version, version === '2.0' ? 'Profile' : 'Issuer', ISSUER),
	name: 'École des Érables',
	url: SITE,
	email: 'badges@ecole.example',
	...(how === 'signed' ? { revocationList: LIST } : {}),
	...(how === 'signed' && version === '2.0' ? { publicKey: KEY } : {}),
});

/**
 * Makes the document in which an issuer publishes its public key: bare PEM in 1.0, a CryptographicKey in
 * later versions.
 */
export const keyDocument = (version: LegacyVersion, publicKeyPem: string, id = KEY, owner = ISSUER) =>
	version === '1.0' ? publicKeyPem : { ...typed(version, 'CryptographicKey', id), owner, publicKeyPem };

/**
 * Makes the documents of an issuer's site, by address: with one published badge (hosted), or with its key and
 * its revocation list (signed).
 */
export function site(version: LegacyVersion, how: 'hosted' | 'signed', more: Site = {}): Site {
	const own = version === '0.5' ? {} : { [CLASS]: badgeClass(version), [ISSUER]: profile(version, how) };
	const base = { ...typed(version, 'RevocationList', LIST), issuer: ISSUER };
	const empty = version === '1.0' ? {} : { ...base, revokedAssertions: [] };
	return {
		...own,
		...(how === 'signed' ? { [LIST]: empty } : { [ASSERTION]: assertion(version, how) }),
		...more,
	};
}

/**
 * Makes options for a verification in which only this site answers, and 404 elsewhere. The value `410` stands
 * for a document that was removed.
 */
export function sources(documents: Site): VerifyOptions {
	const fetchDocument: FetchDocument = (url) => {
		const found = documents[url];
		if (found === undefined) return { kind: 'found', status: 404, text: '', contentType: 'text/plain' };
		if (found === 410) return { kind: 'gone' };
		const text = typeof found === 'string' ? found : JSON.stringify(found);
		return { kind: 'found', status: 200, text, contentType: 'application/ld+json' };
	};
	return {
		now: NOW,
		fetchDocument,
		resolveIssuer: () => ({ kind: 'unknown', why: 'not-supported' }),
		statusSource: () => ({ kind: 'unknown', why: 'not-supported' }),
	};
}
