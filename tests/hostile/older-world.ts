import type { FetchedDocument, VerifyOptions } from '../../src/openbadges/index.ts';

export const SITE = 'https://badges.ecole.example';
export const V2 = 'https://w3id.org/openbadges/v2';
export const ID = `${SITE}/a/1`;
/** An honest Open Badges 2.0 assertion, hosted at its address. */
export const assertion = {
	'@context': V2,
	type: 'Assertion',
	id: ID,
	recipient: { type: 'email', hashed: false, identity: 'ada@ecole.example' },
	badge: `${SITE}/class`,
	verification: { type: 'HostedBadge' },
	issuedOn: '2026-10-08T14:00:00Z',
};
/** The badge class (Open Badges 2.0) that the honest assertion names. */
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
/** The issuer's profile (Open Badges 2.0) that the honest badge class names. */
export const issuer = {
	'@context': V2,
	type: 'Profile',
	id: `${SITE}/issuer`,
	name: 'École des Érables',
	url: SITE,
	email: 'badges@ecole.example',
};
/** The honest issuer's documents (assertion, badge class, profile), by address. */
export const world: Readonly<Record<string, unknown>> = {
	[ID]: assertion,
	[badge.id]: badge,
	[issuer.id]: issuer,
};

/**
 * Makes the options of a verification whose source of documents is a site that answers with `documents`, by
 * address (a string verbatim, anything else as JSON); any other address is unreachable.
 */
export const site = (documents: Readonly<Record<string, unknown>>): Partial<VerifyOptions> => ({
	fetchDocument(url): FetchedDocument {
		const found = documents[url];
		if (found === undefined) return { kind: 'unknown', why: 'unreachable' };
		const text = typeof found === 'string' ? found : JSON.stringify(found);
		return { kind: 'found', status: 200, text, contentType: 'application/json' };
	},
});
