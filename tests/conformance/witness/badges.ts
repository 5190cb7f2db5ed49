import { CompactSign, exportSPKI, generateKeyPair } from 'jose';
import {
	bakePng,
	bakeSvg,
	type JsonObject,
	unsignedBadge,
	type OpenBadges2Addresses,
	openBadges2Assertion,
	openBadges2Class,
	openBadges2Profile,
	revokedAssertion,
} from '#openbadges';
import { bakedPng } from '../cases/legacy-pictures.ts';
import { ASSERTION, assertion, KEY, keyDocument, LIST, SITE, site } from '../cases/legacy-world.ts';

/** The response that the loopback server gives at one path. */
export interface Served {
	readonly status?: 200 | 410;
	readonly type: string;
	readonly body: string | Uint8Array;
}

/** A badge that both our engine and 1EdTech's validator check, and whether it really is valid. */
export interface Shown {
	readonly name: string;
	readonly given: string | Uint8Array;
	readonly truth: 'valid' | 'invalid';
	/** An e-mail address to compare with the badge's recipient: another one makes the badge invalid. */
	readonly email?: string;
	/** Why 1EdTech's validator is known to give another verdict, when it is. */
	readonly known?: string;
}

export interface Exhibition {
	readonly badges: readonly Shown[];
	readonly served: ReadonlyMap<string, Served>;
}

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>';
const PLAIN = bakedPng('{}');
const ld = (document: unknown): Served => ({ type: 'application/ld+json', body: JSON.stringify(document) });

/**
 * Makes an unsigned Open Badges 3.0 credential as the service makes them, at an address of the loopback
 * server.
 */
function credential(
	origin: string,
	id: string,
	{ validUntil, email }: { validUntil?: Date; email?: string } = {},
): JsonObject {
	const url = `${origin}/i/demonstration`;
	return unsignedBadge({
		id: `${origin}/b/${id}`,
		issuer: { did: 'did:web:macaron.example:i:demonstration', name: 'Démonstration', url },
		language: 'fr',
		name: 'Pratique : collaboration « à plusieurs »',
		description: 'L’équipe écrit à plusieurs.',
		validFrom: new Date('2026-01-08T14:00:00Z'),
		...(validUntil && { validUntil }),
		image: { url: `${origin}/artwork.png` },
		recipient: {
			id: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11',
			...(email && { email: { address: email, salt: '5d1c9a' } }),
		},
		achievement: {
			id: `${origin}/badges/practice-collaboration`,
			type: 'Competency',
			name: 'Pratique : collaboration',
			description: 'Écrire à plusieurs.',
			criteria: { url: `${origin}/badges/practice-collaboration`, narrative: 'Avoir écrit à plusieurs.' },
			image: { url: `${origin}/artwork.png` },
			alignments: [{ name: 'Collaborer', url: `${origin}/framework/crcn-2019/collaboration` }],
		},
		evidence: [{ name: 'Journal d’équipe', narrative: 'J’ai animé l’écriture.', url: `${origin}/journal` }],
	});
}

/**
 * Makes the Open Badges 2.0 forms of our awards (in force, expired, revoked, and altered by their holder),
 * and the documents to serve for them.
 */
function twins(origin: string): { badges: Shown[]; served: [string, Served][] } {
	const at = (id: string): OpenBadges2Addresses => ({
		assertion: `${origin}/b/${id}/2.0`,
		badge: `${origin}/b/${id}/2.0/badge`,
		issuer: `${origin}/i/demonstration/2.0`,
	});
	const publish = (id: string, more?: Parameters<typeof credential>[2]) => {
		const signed = credential(origin, id, more);
		const twin = openBadges2Assertion(signed, at(id), 'sel-de-mer');
		const stands: [string, Served][] = [
			[at(id).assertion, ld(twin)],
			[at(id).badge, ld(openBadges2Class(signed, at(id)))],
		];
		return { text: JSON.stringify(twin), stands };
	};
	const good = publish('good');
	const expired = publish('expired', { validUntil: new Date('2026-02-01T00:00:00Z') });
	const limited = publish('limited', { validUntil: new Date('2096-01-08T14:00:00Z') });
	const bound = publish('bound', { email: 'Ada@Exemple.QC.CA' });
	const revoked = publish('revoked');
	const gone = {
		...ld(revokedAssertion(at('revoked').assertion, 'Remise par erreur.')),
		status: 410 as const,
	};
	const profile = openBadges2Profile({
		id: at('good').issuer,
		name: 'Démonstration',
		url: `${origin}/i/demonstration`,
		email: 'postmaster@localhost',
		startsWith: `${origin}/b/`,
	});
	const altered = good.text.replace('2026-01-08', '2020-01-08');
	const kept =
		'it reads the published copy and never what was handed in: another verdict on another document';
	return {
		served: [
			...good.stands,
			...expired.stands,
			...limited.stands,
			...bound.stands,
			...revoked.stands,
			[at('revoked').assertion, gone],
			[at('good').issuer, ld(profile)],
		],
		badges: [
			{ name: 'our twin, its address', given: at('good').assertion, truth: 'valid' },
			{ name: 'our twin, JSON', given: good.text, truth: 'valid' },
			{ name: 'our twin, baked PNG', given: bakePng(PLAIN, good.text, 'openbadges'), truth: 'valid' },
			{ name: 'our twin, baked SVG', given: bakeSvg(DRAWING, good.text, '2.0'), truth: 'valid' },
			{ name: 'our twin, bound', given: bound.text, truth: 'valid' },
			{ name: 'our twin, bound, its address', given: bound.text, truth: 'valid', email: 'ada@exemple.qc.ca' },
			{ name: 'our twin, bound, another', given: bound.text, truth: 'invalid', email: 'bea@exemple.qc.ca' },
			{ name: 'our twin, in force until a day to come', given: limited.text, truth: 'valid' },
			{ name: 'our twin, expired', given: expired.text, truth: 'invalid' },
			{ name: 'our twin, revoked (410)', given: revoked.text, truth: 'invalid' },
			{ name: 'our twin, changed in the JSON', given: altered, truth: 'invalid', known: kept },
			{
				name: 'our twin, changed in the PNG',
				given: bakePng(PLAIN, altered, 'openbadges'),
				truth: 'invalid',
				known: kept,
			},
		],
	};
}

/**
 * Makes badges by hand in each version that 1EdTech's validator reads; the signed ones have revocation lists
 * of one and of two badges.
 */
async function handMade(origin: string): Promise<{ badges: Shown[]; served: [string, Served][] }> {
	const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
	const pem = await exportSPKI(publicKey);
	const badges: Shown[] = [];
	const served: [string, Served][] = [];
	const moved = <T>(value: T, place: string): T =>
		JSON.parse(JSON.stringify(value).replaceAll(SITE, `${origin}/${place}`)) as T;
	const stand = (place: string, documents: object) => {
		for (const [url, document] of Object.entries(moved(documents, place))) served.push([url, ld(document)]);
		served.push([`${origin}/${place}/collaboration.png`, { type: 'image/png', body: PLAIN }]);
	};
	const sign = (payload: object) =>
		new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
			.setProtectedHeader({ alg: 'RS256' })
			.sign(privateKey);

	for (const version of ['0.5', '1.0', '1.1', '2.0'] as const) {
		const place = `hosted-${version}`;
		stand(place, site(version, 'hosted'));
		badges.push({ name: `hosted ${version}`, given: moved(ASSERTION, place), truth: 'valid' });
	}
	// Our own 410 response holds only what the standard requires; other issuers still serve the whole badge,
	// with `revoked: true`: this is such a badge.
	const whole = { ...assertion('2.0', 'hosted'), revoked: true };
	stand('withdrawn', site('2.0', 'hosted', { [ASSERTION]: whole }));
	const withdrawn = moved(ASSERTION, 'withdrawn');
	served.push([withdrawn, { ...ld(moved(whole, 'withdrawn')), status: 410 }]);
	badges.push({
		name: 'hosted 2.0, revoked, whole badge kept',
		given: JSON.stringify(moved(assertion('2.0', 'hosted'), 'withdrawn')),
		truth: 'invalid',
		known: 'a 410 and « revoked: true » are not read (pull request 246, open since 2022)',
	});
	const own = (place: string) => moved(assertion('2.0', 'signed'), place);
	const entry = { id: own('x')['id'], revocationReason: 'Remise par erreur.' };
	const list = (...entries: object[]) => ({
		[LIST]: { ...(site('2.0', 'signed')[LIST] as object), revokedAssertions: entries },
	});
	const oneEntry = 'JSON-LD makes one entry an object, whose keys it then reads instead of the entry';
	const other = { id: 'urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341' };
	for (const [name, more, truth, known] of [
		['signed 2.0', {}, 'valid', undefined],
		['signed 2.0, revoked, list of two', list(entry, other), 'invalid', undefined],
		['signed 2.0, revoked, list of one', list(entry), 'invalid', oneEntry],
	] as const) {
		const place = name.replaceAll(/\W+/g, '-');
		stand(place, { ...site('2.0', 'signed'), [KEY]: keyDocument('2.0', pem), ...more });
		badges.push({ name, given: await sign(own(place)), truth, ...(known && { known }) });
	}
	const place = 'signed-2-0';
	const [head, , proof] = (await sign(own(place))).split('.');
	const body = Buffer.from(JSON.stringify({ ...own(place), issuedOn: '2020-01-01' })).toString('base64url');
	badges.push({ name: 'signed 2.0, changed', given: `${head}.${body}.${proof}`, truth: 'invalid' });
	return { badges, served };
}

/** Makes all badges of the comparison, and the responses that the loopback server gives for them. */
export async function comparedBadges(origin: string): Promise<Exhibition> {
	const [ours, theirs] = [twins(origin), await handMade(origin)];
	const picture: [string, Served] = [`${origin}/artwork.png`, { type: 'image/png', body: PLAIN }];
	return {
		badges: [...ours.badges, ...theirs.badges],
		served: new Map([picture, ...ours.served, ...theirs.served]),
	};
}
