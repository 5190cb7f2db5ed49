import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../json.ts';
import { ambiguousPlace } from './ambiguous-place.ts';
import { copyWithVisitedObjects, jsonLdIdOf } from './copy-with-visited-objects.ts';
import { pathOfKeyword, pathWithSeveralValues } from './keywords.ts';
import { READ_TERMS_BY_PATH, isClaimRead, ROOT, TYPE } from './what-is-read.ts';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const SCHEMA = 'https://schema.org/';
const VC = 'https://www.w3.org/2018/credentials#';

test.each<readonly [Json, string | undefined]>([
	[{ name: 'x' }, undefined],
	[{ '@id': 'x', '@type': 'x' }, undefined],
	[{ '@context': 'x' }, undefined],
	[{ '@context': { '@vocab': 'x' } }, undefined],
	[{ '@included': [] }, '@included'],
	[{ '@nest': {} }, '@nest'],
	[{ '@graph': {} }, '@graph'],
	[{ a: { '@reverse': {} } }, 'a.@reverse'],
	[{ a: [{ b: 'x' }, { '@set': [] }] }, 'a[1].@set'],
	[{ a: { '@value': 'x', '@language': 'fr', '@direction': 'ltr', '@type': 'x' } }, undefined],
	[{ a: { '@value': 'x', '@index': 'x' } }, 'a.@index'],
	[{ a: { '@language': 'fr' } }, 'a.@language'],
	[{ issuer: { '@context': 'x' } }, 'issuer.@context'],
	[{ endorsement: [{ '@context': 'x' }] }, undefined],
	[{ issuer: { endorsement: { '@context': 'x' } } }, undefined],
	[{ xendorsement: { '@context': 'x' } }, 'xendorsement.@context'],
	[{ endorsement: { issuer: { '@context': 'x' } } }, 'endorsement.issuer.@context'],
	...[{ achievement: { '@language': 'fr' } }, [{ achievement: [{ related: { '@language': 'fr-CA' } }] }]].map(
		(credentialSubject) => [{ credentialSubject }, undefined] as const,
	),
	[
		{ credentialSubject: { achievement: { related: [{ '@language': ['fr'] }] } } },
		'credentialSubject.achievement.related[0].@language',
	],
	[{ achievement: { '@language': 'fr' } }, 'achievement.@language'],
	['@included', undefined],
	[null, undefined],
])('a key by which a claim of %j could stand elsewhere: %s', (value, place) => {
	expect(pathOfKeyword(value, ROOT)).toBe(place);
});

test('of which a reader takes one, several are told at their place', () => {
	const subject = { achievement: { id: 'urn:a' } };
	expect(pathWithSeveralValues({ issuer: 'urn:x', credentialSubject: subject })).toBeUndefined();
	expect(pathWithSeveralValues({ issuer: ['urn:x'], credentialSubject: [subject] })).toBeUndefined();
	expect(pathWithSeveralValues({ issuer: ['urn:x', 'urn:y'] })).toBe('issuer');
	expect(pathWithSeveralValues({ credentialSubject: [subject, subject] })).toBe('credentialSubject');
	expect(pathWithSeveralValues({ credentialSubject: { achievement: ['urn:x', 'urn:y'] } })).toBe(
		'credentialSubject.achievement',
	);
	expect(pathWithSeveralValues({ credentialSubject: [{ achievement: [{}, {}] }] })).toBe(
		'credentialSubject.achievement',
	);
	expect(pathWithSeveralValues({ credentialSubject: 'urn:x' })).toBeUndefined();
	expect(pathWithSeveralValues({})).toBeUndefined();
});

test('each object with an id is met at its place, once what is in it was', () => {
	const met: string[] = [];
	const document: JsonObject = {
		'@context': { id: 'urn:context' },
		id: 'urn:badge',
		issuer: 'urn:issuer',
		credentialSubject: {
			'@id': 'urn:subject',
			achievement: [{ id: 'urn:achievement', criteria: { narrative: 'x' }, name: 'urn:name' }],
			other: { id: 12 },
		},
		evidence: ['urn:evidence', { id: 'urn:e', '@value': 'x' }],
		credentialStatus: 'mot',
		name: 'urn:name',
	};
	const result = copyWithVisitedObjects(document, (owner, path, keys) => {
		met.push(`${String(jsonLdIdOf(owner))} ${path} ${keys}`.trimEnd());
		return { ...owner, seen: true };
	});
	expect(met.sort()).toEqual([
		'urn:achievement credentialSubject.achievement[0] credentialSubject.achievement',
		'urn:badge',
		'urn:evidence evidence[0] evidence',
		'urn:issuer issuer issuer',
		'urn:subject credentialSubject credentialSubject',
	]);
	expect(result).toMatchObject({
		'@context': { id: 'urn:context' },
		seen: true,
		issuer: { id: 'urn:issuer', seen: true },
		evidence: [
			{ id: 'urn:evidence', seen: true },
			{ id: 'urn:e', '@value': 'x' },
		],
		credentialStatus: 'mot',
		name: 'urn:name',
	});
	expect(result['@context']).not.toHaveProperty('seen');
	expect(document).not.toHaveProperty('seen');
	expect([jsonLdIdOf({ id: 'a', '@id': 'b' }), jsonLdIdOf({ '@id': 'b' }), jsonLdIdOf({})]).toEqual([
		'a',
		'b',
		undefined,
	]);
});

const term = (value: string) => ({ termType: 'NamedNode', value }) as Parameters<typeof isClaimRead>[2];
const described = (keys: string, types: readonly string[] = []) => ({
	path: keys,
	reading: READ_TERMS_BY_PATH.get(keys),
	root: keys === ROOT,
	types,
});

const PLACES: readonly (readonly [keys: string, predicate: string, read: boolean, object?: string])[] = [
	['credentialSubject.achievement.creator', `${SCHEMA}name`, false],
	['issuer', `${SCHEMA}name`, true],
	['issuer', `${SCHEMA}email`, false],
	['issuer', `${SCHEMA}description`, false],
	['credentialSubject', `${OB}achievement`, true],
	['credentialSubject', `${OB}identifier`, true],
	['credentialSubject', `${OB}result`, true],
	['credentialSubject', `${OB}narrative`, true],
	['credentialSubject', `${SCHEMA}name`, false],
	['credentialSubject', 'https://www.w3.org/ns/credentials/status#encodedList', true],
	['credentialSubject', 'https://www.w3.org/ns/credentials/status#statusPurpose', true],
	['credentialSubject.achievement', `${SCHEMA}name`, true],
	['credentialSubject.achievement', `${SCHEMA}description`, true],
	['credentialSubject.achievement', `${OB}alignment`, true],
	['credentialSubject.achievement', `${SCHEMA}inLanguage`, true],
	['credentialSubject.achievement', `${OB}criteria`, true],
	['credentialSubject.achievement', `${OB}achievementType`, true],
	['credentialSubject.achievement', `${OB}narrative`, false],
	['credentialSubject.achievement.criteria', `${OB}narrative`, true],
	['credentialSubject.achievement.criteria', `${SCHEMA}name`, false],
	['credentialSubject.achievement.alignment', `${OB}targetName`, true],
	['credentialSubject.achievement.alignment', `${OB}narrative`, false],
	['credentialSubject.achievement.resultDescription', `${SCHEMA}name`, true],
	['credentialSubject.achievement.resultDescription', `${OB}alignment`, true],
	['credentialSubject.achievement.resultDescription', `${OB}requiredLevel`, true],
	['credentialSubject.achievement.resultDescription', `${SCHEMA}description`, false],
	['credentialSubject.achievement.resultDescription.rubricCriterionLevel', `${SCHEMA}name`, true],
	['credentialSubject.achievement.resultDescription.rubricCriterionLevel', `${SCHEMA}description`, true],
	['credentialSubject.achievement.resultDescription.rubricCriterionLevel', `${OB}level`, true],
	['credentialSubject.result', `${OB}achievedLevel`, true],
	['credentialSubject.result', `${OB}alignment`, true],
	['credentialSubject.result', `${SCHEMA}name`, false],
	['credentialSubject.result.alignment', `${OB}targetUrl`, true],
	['credentialSubject.identifier', `${OB}identityHash`, true],
	['credentialSubject.identifier', `${OB}achievement`, false],
	['credentialStatus', 'https://www.w3.org/ns/credentials/status#statusListIndex', true],
	['credentialStatus', `${SCHEMA}name`, false],
	['evidence', `${SCHEMA}name`, true],
	['evidence', `${SCHEMA}description`, true],
	['evidence', `${OB}narrative`, true],
	['evidence', `${OB}audience`, true],
	['evidence', `${OB}criteria`, false],
	// Readers use every term on the badge itself, except terms that only other classes define.
	[ROOT, `${SCHEMA}name`, true],
	[ROOT, 'urn:anything', true],
	[ROOT, `${VC}validUntil`, true],
	[ROOT, `${OB}targetName`, false],
	// Readers use a type if it is a class expected at that place.
	[ROOT, TYPE, true, `${OB}AchievementCredential`],
	[ROOT, TYPE, true, `${VC}VerifiableCredential`],
	[ROOT, TYPE, false, `${OB}Evidence`],
	['credentialSubject.achievement', TYPE, true, `${OB}Achievement`],
	['credentialSubject.achievement', TYPE, false, `${OB}Evidence`],
	['evidence', TYPE, true, `${OB}Evidence`],
	['refreshService', TYPE, true, `${OB}1EdTechCredentialRefresh`],
	['refreshService', TYPE, false, `${VC}VerifiableCredential`],
	...['BitstringStatusListEntry', 'StatusList2021Entry', '1EdTechRevocationList'].map(
		(name) => ['credentialStatus', TYPE, true, `${VC}${name}`] as const,
	),
	...['AchievementSubject', 'BitstringStatusList', 'StatusList2021'].map(
		(name) => ['credentialSubject', TYPE, true, `${VC}${name}`] as const,
	),
	['credentialSubject.result', TYPE, true, `${OB}Result`],
	['issuer', TYPE, false, `${OB}Profile`],
	['credentialSubject.achievement.image', TYPE, false, `${OB}Image`],
];
test.each(PLACES.map(([keys, predicate, read, object = 'urn:x']) => ({ keys, predicate, read, object })))(
	'at « $keys », $predicate is read: $read',
	({ keys, predicate, read, object }) => {
		expect(isClaimRead(described(keys), predicate, term(object))).toBe(read);
	},
);

const AT = 'https://x.example/b';
const badge: JsonObject = {
	'@context': [V2, OB3, EXTENSIONS],
	id: AT,
	type: ['VerifiableCredential', 'OpenBadgeCredential'],
	name: 'Collaboration',
	issuer: { id: 'did:web:x.example', type: ['Profile'], name: 'École' },
	validFrom: '2026-10-08T14:00:00Z',
	credentialSubject: {
		id: 'urn:uuid:1',
		type: ['AchievementSubject'],
		achievement: {
			id: 'https://x.example/c',
			type: ['Achievement'],
			name: 'Collaboration',
			description: 'x',
			criteria: { narrative: 'x' },
		},
	},
};
const service = (more: object = {}) => ({
	refreshService: { id: AT, type: ['1EdTechCredentialRefresh'], ...more } as JsonObject,
});
const subjectOf = badge['credentialSubject'] as JsonObject;
const achievementOf = subjectOf['achievement'] as JsonObject;
const awarding = (achievement: object, more: object = {}): JsonObject =>
	({
		...badge,
		...more,
		credentialSubject: { ...subjectOf, achievement: { ...achievementOf, ...achievement } },
	}) as JsonObject;
const C = { id: 'https://x.example/c' };

test.each<readonly [string, JsonObject, string | undefined]>([
	['whole', badge, undefined],
	['with a proof that would not pass', { ...badge, proof: { '@nest': {} } }, undefined],
	['under a keyword', { ...badge, '@included': [] }, '@included'],
	['of two issuers', { ...badge, issuer: ['urn:x', 'urn:y'] }, 'issuer'],
	['whose service bears its id', { ...badge, ...service() }, undefined],
	[
		'whose service says its end',
		{
			...badge,
			...service({
				type: ['1EdTechCredentialRefresh', 'VerifiableCredential'],
				validUntil: '2026-10-09T00:00:00Z',
			}),
		},
		'refreshService',
	],
	[
		'whose service repeats its beginning',
		{
			...badge,
			...service({
				type: ['1EdTechCredentialRefresh', 'VerifiableCredential'],
				validFrom: '2026-10-08T14:00:00Z',
			}),
		},
		'refreshService',
	],
	[
		'whose criteria bear the id of the achievement',
		awarding({ criteria: { ...C, narrative: 'x' } }),
		undefined,
	],
	[
		'whose criteria repeat a name that is read above',
		awarding({ criteria: { ...C, type: ['Achievement'], narrative: 'x', name: 'Collaboration' } }),
		undefined,
	],
	[
		'whose criteria hold its version',
		awarding({ criteria: { ...C, type: ['Achievement'], narrative: 'x', version: '2' } }),
		'credentialSubject.achievement.criteria',
	],
	[
		'whose achievement holds the words of its criteria',
		awarding({ narrative: 'y', criteria: C }),
		'credentialSubject.achievement',
	],
	[
		'whose creator is its issuer, named alike',
		awarding({ creator: { id: 'did:web:x.example', type: ['Profile'], name: 'École' } }),
		undefined,
	],
	[
		'whose creator is its issuer, under another name',
		awarding({ creator: { id: 'did:web:x.example', type: ['Profile'], name: 'Ministère' } }),
		'credentialSubject.achievement.creator',
	],
	[
		'whose creator is its issuer, and says more',
		awarding({ creator: { id: 'did:web:x.example', type: ['Profile'], description: 'x' } }),
		undefined,
	],
	[
		'two pieces of evidence that say the same',
		{ ...badge, evidence: [1, 2].map(() => ({ id: 'urn:e', type: ['Evidence'], name: 'x' })) },
		undefined,
	],
	[
		'two pieces of evidence that say two things',
		{ ...badge, evidence: ['x', 'y'].map((name) => ({ id: 'urn:e', type: ['Evidence'], name })) },
		'evidence[1]',
	],
	[
		'an issuer by its id alone, described by its creator',
		awarding({ creator: badge['issuer'] }, { issuer: 'did:web:x.example' }),
		'credentialSubject.achievement.creator',
	],
	['whose issuer bears its id', { ...badge, issuer: { id: AT, type: ['Profile'], name: 'École' } }, 'issuer'],
	[
		'two pieces of evidence that say two things, by JSON-LD’s own keys',
		{
			...badge,
			evidence: ['x', 'y'].map((name) => ({ '@id': 'urn:e', '@type': ['Evidence'], name })),
		},
		'evidence[1]',
	],
	[
		'two pieces of evidence that say the same, by JSON-LD’s own keys',
		{
			...badge,
			evidence: [1, 2].map(() => ({ '@id': 'urn:e', '@type': ['Evidence'], name: 'x' })),
		},
		undefined,
	],
	[
		'of a type that begins as a name that would be used',
		{
			...badge,
			evidence: [0, 1].map((at) => ({
				id: `urn:e:${at}`,
				type: ['Evidence', `x-place:${1 - at}`],
				name: `${at}`,
			})),
		},
		undefined,
	],
	...[['type'], ['@type'], ['type', '@type']].map((keys) => {
		const { type, ...rest } = awarding({
			creator: { id: AT, type: ['Profile', 'Alignment'], targetName: 'x' },
		});
		const [first = '', last = first] = keys;
		return [
			`that is an alignment too, by ${keys.join(' and ')}, whose creator says of what`,
			{
				...rest,
				[first]: type,
				[last]: [...(last === first ? (type as string[]) : []), 'Alignment'],
			} as JsonObject,
			'credentialSubject.achievement.creator',
		] as const;
	}),
	[
		'that is no alignment, whose creator says of what',
		awarding({ creator: { id: AT, type: ['Profile', 'Alignment'], targetName: 'x' } }),
		undefined,
	],
	[
		'with evidence whose id means nothing alone',
		{ ...badge, evidence: [{ id: 'preuve', type: ['Evidence'], name: 'x' }] },
		'@context',
	],
	[
		'whose evidence bears its id, and the day it was awarded',
		{
			...badge,
			evidence: [{ id: AT, type: ['OpenBadgeCredential'], awardedDate: '2026-10-01T00:00:00Z' }],
		},
		'evidence[0]',
	],
	['with a term that nothing defines', { ...badge, ...service(), humeur: 'x' }, '@context'],
	['with a term that nothing defines, no id twice', { ...badge, humeur: 'x' }, undefined],
	['that holds a name that would be used', { ...badge, ...service(), name: 'x-place:1' }, undefined],
])('a badge %s has its claims in another place: %s', async (_what, document, place) => {
	expect(await ambiguousPlace(document, undefined)).toBe(place);
	// The answer is the same when the function is called again, from its cache.
	expect(await ambiguousPlace(document, undefined)).toBe(place);
	// With additional contexts, an undefined term prevents telling graph nodes apart.
	const told = 'humeur' in document ? '@context' : place;
	expect(await ambiguousPlace(document, new Map())).toBe(told);
	// A result computed with additional contexts must not be cached for calls without them.
	const copy = structuredClone(document);
	expect(await ambiguousPlace(copy, new Map())).toBe(told);
	expect(await ambiguousPlace(copy, undefined)).toBe(place);
});

const TERMS = new Map([
	[
		'https://x.example/c',
		{ '@context': { ecole: 'https://x.example/', urn: 'https://x.example/urn/' } } as JsonObject,
	],
]);
const evidence = (...ids: readonly string[]) => ({
	...badge,
	'@context': [V2, OB3, 'https://x.example/c'],
	evidence: ids.map((id, at) => ({ id, type: ['Evidence'], name: `${at}` })),
});

test('two ids that the contexts at hand make one are one; others are not', async () => {
	expect(await ambiguousPlace(evidence('ecole:e', 'https://x.example/e'), TERMS)).toBe('evidence[1]');
	expect(await ambiguousPlace(evidence('urn:e', 'https://x.example/urn/e'), TERMS)).toBe('evidence[1]');
	expect(await ambiguousPlace(evidence('ecole:e', 'https://x.example/f'), TERMS)).toBeUndefined();
	expect(await ambiguousPlace(evidence('ecole:x-place:0', 'https://x.example/f'), TERMS)).toBeUndefined();
});
