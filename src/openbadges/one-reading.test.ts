import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	BUNDLED_CONTEXTS,
	bakePng,
	bakeSvg,
	serializeCredential,
	generateTokenKey,
	issueJwt,
	verifyBadge,
} from './index.ts';
import type { JsonObject, VerifyOptions } from './index.ts';
import { eddsaRdfc2022 } from './proof/cryptosuite.ts';
import { loadBundledContext } from './contexts.ts';
import { asList, isObject } from './json.ts';
import { claimsRead, objectsOf, sameGraph, WAYS } from './same-graph.fixture.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	endorsementOf,
	issued,
	LIST,
	png,
	SIGNER,
	statusList,
	SVG,
	VALUES,
} from './worked-example.fixture.ts';

const good = (verdict: string) => verdict.startsWith('valid');

/** Signs a credential of the VC data model 1.1 or 2.0, without checking it. */
async function signed(credential: JsonObject, more: JsonObject = {}): Promise<JsonObject> {
	const options = {
		type: 'DataIntegrityProof',
		cryptosuite: 'eddsa-rdfc-2022',
		created: '2026-10-08T14:00:00Z',
		verificationMethod: SIGNER.verificationMethod,
		proofPurpose: 'assertionMethod',
		...more,
	};
	const proofValue = await eddsaRdfc2022.sign(await eddsaRdfc2022.canonicalize(credential, options), SIGNER);
	return { ...credential, proof: [{ ...options, proofValue }] };
}

/**
 * Objects that have the badge's own id, to which a claim could be moved: a refresh service, and the subject
 * of an endorsement.
 */
const carriers: JsonObject = {
	refreshService: { id: VALUES.id, type: ['1EdTechCredentialRefresh'] },
	endorsement: [endorsementOf('did:web:ami.example')],
};

/** A badge of the VC data model 2.0 with a distant end date and objects that have its own id (`carriers`). */
const second: JsonObject = {
	...badge(),
	'@context': [...asList(badge()['@context']), 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
	validUntil: '2030-01-01T00:00:00Z',
	...carriers,
};

/** The badge `second` rewritten in the VC data model 1.1. */
function first(): JsonObject {
	const { validFrom, validUntil, awardedDate: _awarded, ...rest } = second;
	const subject = second['credentialSubject'] as JsonObject;
	const achievement = subject['achievement'] as JsonObject;
	const { inLanguage: _language, related: _related, ...early } = achievement;
	const { endorsement: _endorsement, ...whole } = rest;
	return {
		...whole,
		'@context': [
			'https://www.w3.org/2018/credentials/v1',
			'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
			'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
			'https://www.w3.org/ns/credentials/status/v1',
			'https://w3id.org/security/data-integrity/v2',
		],
		issuanceDate: validFrom ?? null,
		expirationDate: validUntil ?? null,
		credentialSubject: { ...subject, achievement: early },
	};
}

const where = (options: Partial<VerifyOptions> = {}) => optionsWithAllSources(options);

test('no claim of a badge can be moved, copied or nested under its own id, the graph unchanged', async () => {
	const options = await where();
	const badges = { 'VC 2.0': await signed(second), 'VC 1.1': await signed(first()) };
	for (const [name, document] of Object.entries(badges))
		expect([name, (await verifyBadge(document, options)).verdict]).toEqual([name, 'valid']);
	const holders = {
		JSON: (text: string) => text,
		PNG: (text: string) => bakePng(png(), text),
		SVG: (text: string) => bakeSvg(SVG, text),
	};
	const met = new Map<string, number>();
	const input = fc.record({
		version: fc.constantFrom(...(Object.keys(badges) as (keyof typeof badges)[])),
		holder: fc.constantFrom(...(Object.keys(holders) as (keyof typeof holders)[])),
		place: fc.nat({ max: 999 }),
		claim: fc.nat({ max: 999 }),
		way: fc.constantFrom(...Object.keys(WAYS)),
		// Half of the runs change the root object of the badge, of which every claim is read.
		root: fc.boolean(),
		copy: fc.boolean(),
	});
	await always(
		{ 'a change that keeps the graph': 140 },
		(kinds) =>
			fc.asyncProperty(input, async ({ version, holder, place, claim, way, root, copy }) => {
				const document = badges[version];
				const named = objectsOf(document).filter(
					(one) => typeof one.value['id'] === 'string' && claimsRead(one).length > 0,
				);
				const from = root ? named[0] : named[place % named.length];
				const keys = from ? claimsRead(from) : [];
				const key = keys[claim % keys.length];
				if (!from || key === undefined) return;
				// Only claims of the root object are copied: any other claim that also stays in its own place
				// was not hidden from a reader.
				const twice = copy && from.path.length === 0;
				for (const one of WAYS[way]?.(document, from, key, twice) ?? []) {
					if (!(await sameGraph(document, one.document))) continue;
					kinds('a change that keeps the graph');
					const { verdict } = await verifyBadge(holders[holder](serializeCredential(one.document)), options);
					for (const seen of [version, holder, way, twice ? 'copied' : 'moved', `root ${root}`, key])
						met.set(seen, (met.get(seen) ?? 0) + 1);
					expect(good(verdict), `${key}, ${one.what}`).toBe(false);
				}
			}),
		{ numRuns: 250 },
	);
	for (const name of [
		...Object.keys(badges),
		...Object.keys(holders),
		'copied',
		'moved',
		'root true',
		'root false',
	])
		expect(met.get(name) ?? 0, name).toBeGreaterThan(15);
	expect(met.get('to another object of that id') ?? 0).toBeGreaterThan(15);
});

/**
 * A badge that is revoked or ended, whose claim `key` is moved to another object with the badge's id, is not
 * valid.
 */
test.each([
	'credentialStatus',
	'validUntil',
	'awardedDate',
	'issuer',
	'evidence',
	'validFrom',
	'endorsement',
])('moved to whatever bears the badge’s id: %s', async (key) => {
	const ended = { ...second, validUntil: '2026-10-09T08:00:00Z' };
	const document = await signed(ended);
	const options = await where({
		statusSource: (url) =>
			url === LIST
				? statusList({ revoked: true }).then((credential) => ({ kind: 'found', credential }))
				: { kind: 'absent' },
	});
	expect(good((await verifyBadge(document, options)).verdict)).toBe(false);
	const [root] = objectsOf(document);
	let met = 0;
	for (const way of Object.values(WAYS))
		for (const one of root ? way(document, root, key, false) : []) {
			if (!(await sameGraph(document, one.document))) continue;
			met += 1;
			const { checks } = await verifyBadge(one.document, options);
			expect(
				checks.find(({ id }) => id === 'vocabulary')?.outcome === 'fail' ||
					checks.find(({ id }) => id === 'structure')?.outcome === 'fail',
				one.what,
			).toBe(true);
		}
	expect(met).toBeGreaterThan(2);
});

const ambiguous = async (document: JsonObject, options?: VerifyOptions) => {
	const { verdict, checks } = await verifyBadge(document, options ?? (await where()));
	return [verdict, checks.find(({ id }) => id === 'vocabulary')?.reason];
};

test('what stands in several objects of one node, each where it is read, is one reading', async () => {
	const subject = second['credentialSubject'] as JsonObject;
	const achievement = subject['achievement'] as JsonObject;
	const said = {
		...second,
		endorsement: [
			{ ...endorsementOf(DID), issuer: { id: DID, type: ['Profile'], name: 'Démonstration', phone: '1' } },
		],
	};
	const cases: Readonly<Record<string, JsonObject>> = {
		'the issuer as creator, with less and with more': changed(
			second,
			'credentialSubject.achievement.creator',
			{
				id: DID,
				type: ['Profile'],
				description: 'Un service de démonstration.',
			},
		),
		'criteria at the address of the achievement': second,
		'the issuer’s own word, with more of it': said,
		'a badge that its issuer gave to itself': changed(second, 'credentialSubject.id', DID),
		'one picture with its caption, and without': {
			...second,
			issuer: {
				...(second['issuer'] as JsonObject),
				image: { id: (achievement['image'] as JsonObject)['id'] ?? '', type: 'Image' },
			},
		},
		'a related badge that is this one': changed(second, 'credentialSubject.achievement.related', [
			{ id: String(achievement['id']), type: ['Related'] },
		]),
		'two pieces of evidence that say the same': {
			...second,
			evidence: [1, 2].map(() => ({
				id: 'https://exemple.example/trace',
				type: ['Evidence'],
				name: 'Trace',
			})),
		},
	};
	for (const [name, credential] of Object.entries(cases))
		expect([name, ...(await ambiguous(await signed(credential)))]).toEqual([name, 'valid', 'known']);
});

test('what is read in one place, and stands in another of the same node, is ambiguous', async () => {
	const document = await signed(second);
	const subject = document['credentialSubject'] as JsonObject;
	const achievement = subject['achievement'] as JsonObject;
	const criteria = achievement['criteria'] as JsonObject;
	const trust = async (name: string, forged: JsonObject) => {
		expect([name, await sameGraph(document, forged)]).toEqual([name, true]);
		expect([name, ...(await ambiguous(forged))]).toEqual([name, 'refused', 'ambiguous']);
	};
	const { narrative, ...bare } = criteria;
	await trust(
		'the criteria, told by the achievement',
		changed(document, 'credentialSubject.achievement', {
			...achievement,
			criteria: bare,
			narrative: narrative ?? '',
		}),
	);
	const { version, ...plain } = achievement;
	await trust(
		'the version, told by the criteria',
		changed(document, 'credentialSubject.achievement', {
			...plain,
			criteria: { ...criteria, type: ['Achievement'], version: version ?? '' },
		}),
	);
	const { name, ...nameless } = document['issuer'] as JsonObject;
	await trust('the name of the issuer, told by the creator alone', {
		...document,
		issuer: { ...nameless },
		credentialSubject: {
			...subject,
			achievement: {
				...achievement,
				creator: { ...(achievement['creator'] as JsonObject), name: name ?? '' },
			},
		},
	});
	await trust('the issuer by its id alone', {
		...document,
		issuer: DID,
		credentialSubject: {
			...subject,
			achievement: {
				...achievement,
				creator: { ...(document['issuer'] as JsonObject), ...(achievement['creator'] as JsonObject) },
			},
		},
	});
	await trust('a type of the badge, told by another object too', {
		...document,
		refreshService: {
			...(document['refreshService'] as JsonObject),
			type: ['1EdTechCredentialRefresh', 'OpenBadgeCredential'],
		},
	});
});

test('two readings under names without address, or in an order that no graph tells, are refused', async () => {
	const { endorsement: _endorsement, ...plain } = second;
	const { id: _id, ...entry } = second['credentialStatus'] as JsonObject;
	const unnamed = await signed({ ...plain, credentialStatus: entry });
	expect((await verifyBadge(unnamed, await where())).verdict).toBe('valid');
	const { statusListIndex, ...rest } = entry;
	const split = {
		...unnamed,
		credentialStatus: [
			{ id: '_:e', ...rest },
			{ id: '_:e', type: entry['type'] ?? '', statusListIndex: statusListIndex ?? '' },
		],
	};
	expect(await sameGraph(unnamed, split)).toBe(true);
	expect(good((await verifyBadge(split, await where())).verdict)).toBe(false);
	// A badge with two subjects that have nothing in common: a reader would show whichever comes first.
	const other: JsonObject = {
		id: 'urn:uuid:6d1b0b9e-0000-4a43-9d0e-0f5f5f7a1c11',
		type: ['AchievementSubject'],
		achievement: {
			id: 'https://macaron.example/badges/autre',
			type: ['Achievement'],
			name: 'Autre',
			description: 'Un autre.',
			criteria: { narrative: 'Autre chose.' },
		},
	};
	const both = await signed({
		...plain,
		credentialSubject: [second['credentialSubject'] as JsonObject, other],
	});
	expect(await ambiguous(both)).toEqual(['refused', 'ambiguous']);
});

test('two ids that the contexts make one are one node', async () => {
	// A context may define a prefix, such as `preuve`, with which an id is written in another way.
	const term = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#Evidence';
	const { endorsement: _endorsement, ...plain } = second;
	const piece = { id: `${term}/1`, type: ['Evidence'], name: 'Trace' };
	const contexts = new Map([
		['https://exemple.example/c.json', { '@context': { preuve: `${term}/` } } as JsonObject],
	]);
	const document = {
		...plain,
		'@context': [...asList(plain['@context']), 'https://exemple.example/c.json'],
		evidence: [{ ...piece, genre: 'Projet' }, piece],
	};
	const options = { ...(await where()), contexts };
	const bytes = async (credential: JsonObject, contexts: ReadonlyMap<string, JsonObject>) => {
		const said = {
			type: 'DataIntegrityProof',
			cryptosuite: 'eddsa-rdfc-2022',
			created: '2026-10-08T14:00:00Z',
			verificationMethod: SIGNER.verificationMethod,
			proofPurpose: 'assertionMethod',
		};
		const proofValue = await eddsaRdfc2022.sign(
			await eddsaRdfc2022.canonicalize(credential, said, { contexts }),
			SIGNER,
		);
		return { ...credential, proof: [{ ...said, proofValue }] };
	};
	const one = await bytes({ ...document, evidence: [{ ...piece, genre: 'Projet' }] }, contexts);
	expect(await ambiguous(one, options)).toEqual(['valid', 'known']);
	const two = { ...one, evidence: [piece, { id: 'preuve:1', type: ['Evidence'], genre: 'Projet' }] };
	expect(await sameGraph(one, two, contexts)).toBe(true);
	expect(await ambiguous(two, options)).toEqual(['refused', 'ambiguous']);
	// A context may even define `urn`, with which many ids begin: their text then means another id.
	const urn = new Map([
		['https://exemple.example/c.json', { '@context': { urn: `${term}/` } } as JsonObject],
	]);
	const again = await bytes({ ...document, evidence: [{ ...piece, genre: 'Projet' }] }, urn);
	expect(await ambiguous(again, { ...options, contexts: urn })).toEqual(['valid', 'known']);
	const three = { ...again, evidence: [piece, { id: 'urn:1', type: ['Evidence'], genre: 'Projet' }] };
	expect(await sameGraph(again, three, urn)).toBe(true);
	expect(await ambiguous(three, { ...options, contexts: urn })).toEqual(['refused', 'ambiguous']);
});

test('no bundled context gives a name to what ids begin with', () => {
	for (const context of BUNDLED_CONTEXTS) {
		const document = JSON.stringify(loadBundledContext(context).document);
		for (const scheme of ['http', 'https', 'urn', 'did', '_']) expect(document).not.toContain(`"${scheme}":`);
	}
});

test('what a proof says of itself has one reading too: its end cannot be hidden', async () => {
	const ended = await signed(second, { expires: '2026-10-09T08:00:00Z' });
	expect((await verifyBadge(ended, await where())).verdict).toBe('expired');
	const [proof] = asList(ended['proof']).filter(isObject);
	const { expires, ...open } = proof ?? {};
	const nested = { ...ended, proof: [{ ...open, '@nest': { expires: expires ?? '' } }] };
	expect(await ambiguous(nested)).toEqual(['refused', 'ambiguous']);
	const beside = {
		...ended,
		proof: [
			{
				id: '_:p',
				...open,
				'@included': [{ id: '_:p', type: 'DataIntegrityProof', expires: expires ?? '' }],
			},
		],
	};
	expect(await ambiguous(beside)).toEqual(['refused', 'ambiguous']);
});

test('a list of revoked badges and an endorsement have one reading as badges have', async () => {
	const list = await statusList({ revoked: true });
	const { validUntil, ...rest } = list;
	const hidden = {
		...rest,
		'@included': [{ id: LIST, type: ['VerifiableCredential'], validUntil: validUntil ?? '' }],
	};
	const options = await where({ statusSource: () => ({ kind: 'found', credential: hidden as JsonObject }) });
	expect(good((await verifyBadge(await issued(), options)).verdict)).toBe(false);
	const word = await signed({
		...endorsementOf(DID),
		validUntil: '2026-10-09T08:00:00Z',
		refreshService: { id: 'https://ami.example/appuis/1', type: ['1EdTechCredentialRefresh'] },
		'@context': second['@context'] ?? [],
	});
	const { validUntil: end, ...open } = word;
	const forged = {
		...open,
		refreshService: {
			id: 'https://ami.example/appuis/1',
			type: ['1EdTechCredentialRefresh', 'VerifiableCredential'],
			validUntil: end ?? '',
		},
	};
	expect(await sameGraph(word, forged)).toBe(true);
	const carrying = async (one: JsonObject) =>
		(await verifyBadge(await signed({ ...second, endorsement: [one] }), await where())).checks.find(
			({ id }) => id === 'endorsements',
		)?.reason;
	expect(await carrying(word)).toBe('bad');
	expect(await carrying(forged)).toBe('bad');
	const sound = await signed({ ...endorsementOf(DID), '@context': second['@context'] ?? [] });
	expect(await carrying(sound)).toBe('sound');
});

test('a token signs its text, which has one reading: what is read stands where it is read', async () => {
	const { jwk: publicKeyJwk, pkcs8 } = await generateTokenKey('ES256');
	const kid = `${DID}#jeton`;
	const document = {
		id: DID,
		verificationMethod: [{ id: kid, type: 'JsonWebKey', controller: DID, publicKeyJwk }],
		assertionMethod: [kid],
	} as unknown as JsonObject;
	const options = await where({ resolveIssuer: () => ({ kind: 'found', document }) });
	// As a signed graph this badge is ambiguous: the creator of its achievement has the issuer's id and
	// another name.
	const subject = second['credentialSubject'] as JsonObject;
	const achievement = {
		...(subject['achievement'] as JsonObject),
		creator: { id: DID, type: ['Profile'], name: 'Autre nom' },
	};
	const { credentialStatus: _status, endorsement: _endorsement, ...plain } = second;
	const badge = { ...plain, credentialSubject: { ...subject, achievement } };
	const text = issueJwt(badge as unknown as Parameters<typeof issueJwt>[0], { kid, pkcs8 }, { alg: 'ES256' });
	expect((await ambiguous(await signed(badge)))[1]).toBe('ambiguous');
	const { verdict, checks } = await verifyBadge(text, options);
	expect([verdict, checks.find(({ id }) => id === 'vocabulary')?.outcome]).toEqual(['valid', 'pass']);
});
