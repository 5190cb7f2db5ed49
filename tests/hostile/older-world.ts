import type { FetchedDocument, VerifyOptions } from '../../src/openbadges/index.ts';

export const SITE = 'https://badges.ecole.example';
export const V2 = 'https://w3id.org/openbadges/v2';
export const ID = `${SITE}/a/1`;
/** An assertion hosted at its address. */
export const assertion = {
	'@context': V2,
	type: 'Assertion',
	id: ID,
	recipient: { type: 'email', hashed: false, identity: 'ada@ecole.example' },
	badge: `${SITE}/class`,
	verification: { type: 'HostedBadge' },
	issuedOn: '2026-10-08T14:00:00Z',
};
/** What it awards. */
export const badge = {
	'@context': V2,
	type: 'BadgeClass',
	id: `${SITE}/class`,
	name: 'Collaboration',
	description: 'Écrire à plusieurs.',
	image: `${SITE}/image.png`,
	criteria: { narrative: 'Avoir écrit à plusieurs.' },
	issuer: `${SITE}/issuer`,
};
/** Who awards it. */
export const issuer = {
	'@context': V2,
	type: 'Profile',
	id: `${SITE}/issuer`,
	name: 'École des Érables',
	url: SITE,
	email: 'badges@ecole.example',
};
/** The site of the issuer. */
export const world: Readonly<Record<string, unknown>> = {
	[ID]: assertion,
	[badge.id]: badge,
	[issuer.id]: issuer,
};

/** A site that answers these documents, as JSON or word for word. */
export const site = (documents: Readonly<Record<string, unknown>>): Partial<VerifyOptions> => ({
	fetchDocument(url): FetchedDocument {
		const found = documents[url];
		if (found === undefined) return { kind: 'unknown', why: 'unreachable' };
		const text = typeof found === 'string' ? found : JSON.stringify(found);
		return { kind: 'found', status: 200, text, contentType: 'application/json' };
	},
});
