import { expect, test } from 'vitest';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../../contexts.ts';
import type { JsonObject } from '../../json.ts';
import { badge, changed } from '../../worked-example.fixture.ts';
import { tooManyFaults } from './one-shape.ts';
import type { StructureFindings } from '../object-checker.ts';
import { credentialFindings, endorsementsOf, badgeFindings, subjectOf } from './structure.ts';

const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EIGHT = Array.from({ length: 8 }, (_, i) => `https://x.example/${i}`);
const told = ({ faults, departures }: StructureFindings) => [
	...faults.map(({ path, problem }) => `fault ${path} ${problem}`),
	...departures.map(({ path, problem }) => `departure ${path} ${problem}`),
];

/** A badge that has every property which is checked, and no departure from the standard. */
const whole: JsonObject = {
	...badge(),
	proof: [{ type: 'DataIntegrityProof' }],
	issuer: {
		...(badge()['issuer'] as JsonObject),
		description: 'x',
		phone: '1',
	},
	credentialSubject: {
		id: 'urn:uuid:1',
		type: ['AchievementSubject'],
		identifier: [
			{
				type: 'IdentityObject',
				hashed: true,
				identityHash: 'sha256$ab',
				identityType: 'emailAddress',
				salt: 's',
			},
		],
		achievement: {
			id: 'urn:uuid:2',
			type: ['Achievement'],
			achievementType: 'Badge',
			inLanguage: 'fr',
			version: '1',
			name: 'Collaboration',
			description: 'x',
			criteria: { id: 'urn:uuid:3', narrative: 'x' },
			image: { id: 'https://x.example/a.png', type: 'Image', caption: 'x' },
			alignment: [{ type: ['Alignment'], targetName: 'x', targetUrl: 'https://x.example/t' }],
			related: [{ id: 'urn:uuid:4', type: ['Related'] }],
			creator: { id: 'urn:uuid:5', type: ['Profile'], name: 'x', url: 'https://x.example' },
			resultDescription: [
				{
					id: 'urn:uuid:6',
					type: ['ResultDescription'],
					name: 'x',
					resultType: 'RubricCriterionLevel',
					requiredLevel: 'urn:uuid:7',
					rubricCriterionLevel: [{ id: 'urn:uuid:7', type: ['RubricCriterionLevel'], name: 'x', level: 'x' }],
				},
				{ id: 'urn:uuid:8', type: ['ResultDescription'], name: 'x', resultType: 'Status' },
			],
		},
		result: [
			{ type: ['Result'], resultDescription: 'urn:uuid:6', achievedLevel: 'urn:uuid:7', value: 'x' },
			{ type: ['Result'], resultDescription: 'urn:uuid:8', status: 'Completed' },
			{ type: ['Result'], value: 'x' },
		],
	},
	evidence: [
		{
			id: 'https://x.example/e',
			type: ['Evidence'],
			name: 'x',
			narrative: 'x',
			description: 'x',
			genre: 'x',
			audience: 'x',
		},
	],
	awardedDate: '2026-10-08T14:00:00Z',
	validUntil: '2030-01-01T00:00:00Z',
};

type Case = readonly [path: string, value: unknown, ...found: readonly string[]];
const A = 'credentialSubject.achievement';
const S = 'credentialSubject';

/**
 * Test cases for one property, by the kind of value it must have: the finding when it is missing or has a
 * value of another kind.
 */
const missing = (path: string, shown = path): Case => [path, undefined, `departure ${shown} missing`];
const text = (path: string, shown = path): readonly Case[] => [
	[path, 12, `departure ${shown} not-text`],
	[path, ['x'], `fault ${shown} not-text`],
	[path, null],
];
const said = (text: string, language: string) => ({ '@value': text, '@language': language });
const words = (path: string, shown = path): readonly Case[] => [
	[path, [said('x', 'fr'), said('y', 'en')], `departure ${shown} several-languages`],
	[path, [said('x', 'fr')], `departure ${shown} several-languages`],
	[path, [said('x', 'fr'), 'y'], `departure ${shown} several-languages`],
	[path, [said('x', 'fr'), said('y', 'FR')], `fault ${shown} not-text`],
	[path, ['x', 'y', said('x', 'fr')], `fault ${shown} not-text`],
	[path, [said('x', 'fr'), 12], `fault ${shown} not-text`],
	[path, [], `fault ${shown} not-text`],
];
const oneText = (path: string, shown = path): Case => [
	path,
	[said('x', 'fr'), said('y', 'en')],
	`fault ${shown} not-text`,
];
const needed = (path: string, shown = path): readonly Case[] => [
	missing(path, shown),
	[path, null, `departure ${shown} missing`],
	[path, ' ', `departure ${shown} missing`],
	[path, 12, `departure ${shown} not-text`],
];
const uri = (path: string, shown = path): readonly Case[] => [
	[path, 'nulle part', `departure ${shown} not-uri`],
	[path, 'x', `departure ${shown} not-uri`],
	[path, 'urn:x'],
	[path, 12, `departure ${shown} not-text`],
	[path, ['urn:x'], `fault ${shown} not-text`],
];
const date = (path: string): readonly Case[] => [
	[path, '2026-10-08T14:00:00.5+02:00'],
	...[
		'2026-10-08',
		'2026-10-08T14:00Z',
		'2026-02-30T00:00:00Z',
		'2026-10-08T14:00:00',
		'x2026-10-08T14:00:00Z',
	].map((value): Case => [path, value, `departure ${path} not-date`]),
	[path, ['2026-10-08T14:00:00Z'], `fault ${path} not-text`],
	[path, 12, `departure ${path} not-text`],
];
const type = (path: string, shown = path, ...also: readonly string[]): readonly Case[] => [
	[path, undefined, `departure ${shown} missing`, ...also],
	[path, ['Autre'], `departure ${shown} wrong-type`, ...also],
];
const list = (path: string): readonly Case[] => [
	[path, ['x'], `departure ${path}[0] not-object`],
	[path, 'x', `departure ${path} not-a-list`, `departure ${path} not-object`],
	[path, undefined],
	[path, null],
];
const profile = (path: string): readonly Case[] => [
	...type(`${path}.type`),
	...['name', 'description', 'email', 'phone'].flatMap((key) => text(`${path}.${key}`)),
	...uri(`${path}.url`),
];
/**
 * The path of a property of a list's first item, in two notations: for `changed` (`list.0.key`), and as the
 * findings give it (`list[0].key`).
 */
const first = (owner: string, key: string) => [`${owner}.0.${key}`, `${owner}[0].${key}`] as const;

/**
 * The findings for the results of a badge whose achievement has no ResultDescriptions: they refer to nothing.
 */
const pointless = [
	`departure ${S}.result[0].resultDescription bad-reference`,
	`departure ${S}.result[0].achievedLevel bad-reference`,
	`departure ${S}.result[1].resultDescription bad-reference`,
];

const CASES: readonly Case[] = [
	['id', 'https://x.example/b/2'],
	['@context', OB3, 'departure @context not-a-list'],
	['@context.0', OB3, 'departure @context[0] wrong-value', 'departure @context repeated'],
	['@context', [CREDENTIALS_V2, OB3, OB3], 'departure @context repeated'],
	['@context', [CREDENTIALS_V2, OB3, ...EIGHT.slice(2)]],
	['@context', [CREDENTIALS_V2, OB3, ...EIGHT.slice(1)], 'fault @context too-many'],
	['@context', [CREDENTIALS_V2, OB3, ...EIGHT, OB3], 'fault @context too-many'],
	['@context.1', 'https://x.example', 'departure @context[1] wrong-value'],
	['proof', undefined],
	['proof', {}, 'departure proof not-a-list'],
	['proof', ['x'], 'fault proof not-object', 'departure proof[0] not-object'],
	['proof', [{}, 'x'], 'fault proof not-object', 'departure proof[1] not-object'],
	['type', ['VerifiableCredential'], 'departure type wrong-type'],
	['type', ['OpenBadgeCredential'], 'departure type wrong-type'],
	['type', 'AchievementCredential', 'departure type wrong-type'],
	['type', ['VerifiableCredential', 'AchievementCredential']],
	['type', undefined, 'departure type missing'],
	['id', undefined, 'departure id missing'],
	...uri('id'),
	['issuer', undefined, 'fault issuer missing'],
	['issuer', null, 'fault issuer missing'],
	['issuer', 12, 'fault issuer not-object'],
	['issuer', [{ id: 'urn:x' }], 'fault issuer not-object'],
	['issuer', 'did:web:x.example'],
	['issuer', 'x', 'departure issuer not-uri'],
	['issuer.id', undefined, 'fault issuer.id missing'],
	['issuer.id', 12, 'fault issuer.id missing'],
	['issuer.id', 'x', 'departure issuer.id not-uri'],
	...profile('issuer'),
	['validFrom', undefined, 'departure validFrom missing'],
	...date('validFrom'),
	...date('validUntil'),
	...date('awardedDate'),
	['validUntil', undefined],
	...text('name'),
	...text('description'),
	[S, undefined, `fault ${S} missing`],
	[S, null, `fault ${S} not-object`],
	[S, [], `fault ${S} not-object`],
	[S, 'urn:x', `fault ${S} not-object`],
	[S, [whole['credentialSubject']], `departure ${S} not-object`],
	[S, [whole['credentialSubject'], {}], `fault ${S} not-object`],
	...type(`${S}.type`),
	...uri(`${S}.id`),
	[`${S}.id`, undefined],
	[`${S}.identifier`, undefined],
	[`${S}.identifier`, [{}].map(() => 'x'), `departure ${S}.identifier[0] not-object`],
	...type(...first(`${S}.identifier`, 'type')),
	...needed(...first(`${S}.identifier`, 'identityHash')),
	...needed(...first(`${S}.identifier`, 'identityType')),
	...text(...first(`${S}.identifier`, 'salt')),
	[`${S}.identifier.0.hashed`, undefined, `departure ${S}.identifier[0].hashed wrong-value`],
	[`${S}.identifier.0.hashed`, false],
	[A, undefined, `fault ${A} missing`, ...pointless],
	[A, null, `fault ${A} missing`, ...pointless],
	[A, 12, `fault ${A} not-object`, ...pointless],
	[A, [{}], `fault ${A} not-object`, ...pointless],
	[A, 'urn:x', `departure ${A} not-object`, ...pointless],
	...uri(`${A}.id`),
	missing(`${A}.id`),
	...type(`${A}.type`),
	...['achievementType', 'inLanguage', 'version'].flatMap((key) => text(`${A}.${key}`)),
	...needed(`${A}.name`),
	[`${A}.name`, ['x'], `fault ${A}.name not-text`],
	...needed(`${A}.description`),
	missing(`${A}.criteria`),
	[`${A}.criteria`, 'x', `departure ${A}.criteria not-object`],
	...uri(`${A}.criteria.id`),
	...text(`${A}.criteria.narrative`),
	[`${A}.criteria.narrative`, undefined],
	[`${A}.criteria.id`, undefined],
	[`${A}.criteria`, {}, `departure ${A}.criteria.narrative missing`],
	[`${A}.image`, 'https://x.example/a.png', `departure ${A}.image not-object`],
	[`${A}.image`, undefined],
	[`${A}.image`, 12, `departure ${A}.image not-object`],
	missing(`${A}.image.id`),
	...uri(`${A}.image.id`),
	...type(`${A}.image.type`),
	...text(`${A}.image.caption`),
	...list(`${A}.alignment`),
	...type(...first(`${A}.alignment`, 'type')),
	...needed(...first(`${A}.alignment`, 'targetName')),
	missing(...first(`${A}.alignment`, 'targetUrl')),
	...uri(...first(`${A}.alignment`, 'targetUrl')),
	...list(`${A}.related`),
	missing(...first(`${A}.related`, 'id')),
	...uri(...first(`${A}.related`, 'id')),
	...type(...first(`${A}.related`, 'type')),
	[`${A}.creator`, undefined],
	[`${A}.creator`, 'urn:x'],
	[`${A}.creator`, 12, `departure ${A}.creator not-object`],
	missing(`${A}.creator.id`),
	...uri(`${A}.creator.id`),
	...profile(`${A}.creator`),
	missing(...first(`${A}.resultDescription`, 'name')),
	...type(...first(`${A}.resultDescription`, 'type')),
	missing(...first(`${A}.resultDescription`, 'resultType')),
	[
		`${A}.resultDescription.0.resultType`,
		'Autre',
		`departure ${A}.resultDescription[0].resultType wrong-value`,
	],
	[`${A}.resultDescription.0.resultType`, 'ext:Autre'],
	...[
		'GradePointAverage',
		'LetterGrade',
		'Percent',
		'PerformanceLevel',
		'PredictedScore',
		'RawScore',
		'Result',
		'RubricCriterion',
		'RubricScore',
		'ScaledScore',
	].map((value): Case => [`${A}.resultDescription.0.resultType`, value]),
	[
		`${A}.resultDescription.0.id`,
		undefined,
		`departure ${A}.resultDescription[0].id missing`,
		`departure ${S}.result[0].resultDescription bad-reference`,
		`departure ${S}.result[0].achievedLevel bad-reference`,
	],
	// A ResultDescription without an id cannot be the one to which a result refers.
	[
		`${A}.resultDescription.1.id`,
		undefined,
		`departure ${A}.resultDescription[1].id missing`,
		`departure ${S}.result[1].resultDescription bad-reference`,
	],
	[`${A}.resultDescription.0.requiredLevel`, undefined],
	[
		`${A}.resultDescription.0.requiredLevel`,
		'urn:x',
		`departure ${A}.resultDescription[0].requiredLevel bad-reference`,
	],
	...[
		[undefined, 'missing'],
		['x', 'not-uri'],
	].map(([value, problem]): Case => [
		`${A}.resultDescription.0.rubricCriterionLevel.0.id`,
		value,
		`departure ${A}.resultDescription[0].rubricCriterionLevel[0].id ${problem}`,
		`departure ${A}.resultDescription[0].requiredLevel bad-reference`,
		`departure ${S}.result[0].achievedLevel bad-reference`,
	]),
	...type(
		`${A}.resultDescription.0.rubricCriterionLevel.0.type`,
		`${A}.resultDescription[0].rubricCriterionLevel[0].type`,
	),
	...needed(
		`${A}.resultDescription.0.rubricCriterionLevel.0.name`,
		`${A}.resultDescription[0].rubricCriterionLevel[0].name`,
	),
	...text(
		`${A}.resultDescription.0.rubricCriterionLevel.0.level`,
		`${A}.resultDescription[0].rubricCriterionLevel[0].level`,
	),
	...list(`${S}.result`),
	...type(...first(`${S}.result`, 'type')),
	[
		`${S}.result.0.resultDescription`,
		'urn:x',
		`departure ${S}.result[0].resultDescription bad-reference`,
		`departure ${S}.result[0].achievedLevel bad-reference`,
	],
	[`${S}.result.0.resultDescription`, undefined, `departure ${S}.result[0].achievedLevel bad-reference`],
	[`${S}.result.0.achievedLevel`, undefined],
	[`${S}.result.0.achievedLevel`, 'urn:x', `departure ${S}.result[0].achievedLevel bad-reference`],
	...text(...first(`${S}.result`, 'value')),
	[`${S}.result.1.status`, undefined, `departure ${S}.result[1].status missing`],
	[`${S}.result.1.status`, 'Autre', `departure ${S}.result[1].status wrong-value`],
	[`${S}.result.1.status`, 'ext:Autre'],
	...['Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'].map((value): Case => [
		`${S}.result.1.status`,
		value,
	]),
	[`${S}.result.2.status`, 'Autre', `departure ${S}.result[2].status wrong-value`],
	...list('evidence'),
	...type(...first('evidence', 'type')),
	...uri(...first('evidence', 'id')),
	...['name', 'narrative', 'description', 'genre', 'audience'].flatMap((key) =>
		text(...first('evidence', key)),
	),
	['credentialStatus', undefined],
	[
		'credentialStatus',
		'urn:x',
		'departure credentialStatus not-a-list',
		'departure credentialStatus not-object',
	],
	['credentialStatus', ['urn:x'], 'departure credentialStatus[0] not-object'],
	['credentialStatus', [whole['credentialStatus']]],
	...uri('credentialStatus.id'),
	missing('credentialStatus.type'),
	['credentialStatus.type', 'Autre'],
	['credentialStatus', { type: 'Autre' }],
	...needed('credentialStatus.statusPurpose'),
	missing('credentialStatus.statusListCredential'),
	...uri('credentialStatus.statusListCredential'),
	['credentialStatus.statusListIndex', undefined, 'departure credentialStatus.statusListIndex wrong-value'],
	['credentialStatus.statusListIndex', '-1', 'departure credentialStatus.statusListIndex wrong-value'],
	[
		'credentialStatus',
		{ type: 'StatusList2021Entry' },
		'departure credentialStatus.statusPurpose missing',
		'departure credentialStatus.statusListCredential missing',
		'departure credentialStatus.statusListIndex wrong-value',
	],
	...['name', 'description', 'issuer.name', 'issuer.description', `${A}.name`, `${A}.description`].flatMap(
		(path) => words(path),
	),
	...[`${A}.criteria.narrative`, `${A}.image.caption`, `${A}.creator.name`].flatMap((path) => words(path)),
	...words(...first(`${A}.alignment`, 'targetName')),
	...words(...first(`${A}.resultDescription`, 'name')),
	...words(
		`${A}.resultDescription.0.rubricCriterionLevel.0.name`,
		`${A}.resultDescription[0].rubricCriterionLevel[0].name`,
	),
	...['name', 'narrative', 'description', 'genre'].flatMap((key) => words(...first('evidence', key))),
	// What a program compares has one value.
	...['validFrom', `${A}.inLanguage`, `${A}.version`, `${A}.achievementType`, 'issuer.email'].map((path) =>
		oneText(path),
	),
	oneText(...first(`${S}.identifier`, 'identityHash')),
	oneText(...first(`${S}.identifier`, 'salt')),
	oneText(...first(`${S}.result`, 'value')),
	oneText('credentialStatus.statusPurpose'),
	['@included', [{ name: 'x' }], 'fault @included json-ld-keyword'],
	['schema:name', 'x', 'fault schema:name json-ld-keyword'],
	[`${A}.@id`, 'urn:x', `fault ${A}.@id json-ld-keyword`],
	[`${A}.@nest`, { '@id': 'x' }, `fault ${A}.@nest json-ld-keyword`],
	['evidence.0.@type', 'x', 'fault evidence[0].@type json-ld-keyword'],
	[`${A}.name`, { '@value': 'x', '@language': 'fr', '@direction': 'ltr' }, `departure ${A}.name not-text`],
	[
		`${A}.name`,
		{ '@value': 'x', '@type': 'x' },
		`fault ${A}.name.@type json-ld-keyword`,
		`fault ${A}.name json-ld-keyword`,
	],
	[
		`${A}.name`,
		{ '@language': 'fr' },
		`fault ${A}.name.@language json-ld-keyword`,
		`departure ${A}.name not-text`,
	],
	[`${A}.name`, { '@value': 'x' }, `fault ${A}.name json-ld-keyword`],
	[`${A}.name`, { '@value': 'x', '@language': 'fr' }, `departure ${A}.name not-text`],
	[`${A}.name`, { '@value': 'x', '@direction': 'rtl' }, `departure ${A}.name not-text`],
	// `@language` of the contexts up to 3.0.2, of the two classes that had it.
	[`${A}.@language`, 'fr-CA', `departure ${A}.@language outdated`],
	[`${A}.related.0.@language`, 'en', `departure ${A}.related[0].@language outdated`],
	...[['fr'], null, '', 'fr CA', { '@value': 'fr' }].map((value): Case => [
		`${A}.@language`,
		value,
		`fault ${A}.@language json-ld-keyword`,
	]),
	...['', `${S}.`, 'issuer.', `${A}.criteria.`, `${A}.creator.`].map((owner): Case => [
		`${owner}@language`,
		'fr',
		`fault ${owner}@language json-ld-keyword`,
	]),
	['evidence.0.@language', 'fr', 'fault evidence[0].@language json-ld-keyword'],
	[`${A}.@direction`, 'ltr', `fault ${A}.@direction json-ld-keyword`],
	['evidence', [[{ name: 'x' }]], 'fault evidence[0] json-ld-keyword'],
	['endorsement', [{ '@id': 'urn:x' }], 'fault endorsement[0].@id json-ld-keyword'],
	['endorsement', { '@type': ['Autre'] }, 'fault endorsement.@type json-ld-keyword'],
	[`${A}.endorsement`, [{ 'schema:name': 'x' }], `fault ${A}.endorsement[0].schema:name json-ld-keyword`],
	['evidence.0.@context', 'https://x.example', 'fault evidence[0].@context json-ld-keyword'],
	['endorsement', [{ '@context': ['https://x.example'] }]],
	['endorsement', { '@context': 'https://x.example' }],
	['endorsement', [{ '@context': [{ name: 'x' }] }], 'fault endorsement[0].@context json-ld-keyword'],
	[`${A}.endorsement`, [{ '@context': ['https://x.example'] }]],
	[
		`${A}.xendorsement`,
		[{ '@context': ['https://x.example'] }],
		`fault ${A}.xendorsement[0].@context json-ld-keyword`,
	],
	['proof', [{ '@context': 'x', '@nest': {} }]],
];

test.each(CASES.map(([path, value, ...found]) => [path, value, found] as const))(
	'%s as %j: %j',
	(path, value, found) => {
		expect(told(badgeFindings(changed(whole, path, value))).sort()).toEqual([...found].sort());
	},
);

const IN_TOKEN: readonly Case[] = [
	['ecole:rang', 'or', 'departure ecole:rang addition'],
	['urn:x:rang', { '@graph': [] }, 'departure urn:x:rang addition'],
	[`${A}.ceterms:ctid`, 'ce-1', `departure ${A}.ceterms:ctid addition`],
	[`${A}.alignment.0.@id`, 'urn:x', `departure ${A}.alignment[0].@id addition`],
	[`${A}.criteria.@type`, ['Criteria'], `departure ${A}.criteria.@type addition`],
	// A term of the standards spelled out, or beside itself, could be read otherwise by a reader of JSON-LD.
	...['schema:name', 'cred:validUntil', 'urn:x#credentialStatus'].map((key): Case => [
		key,
		'x',
		`fault ${key} json-ld-keyword`,
	]),
	['@id', 'urn:x', 'fault @id json-ld-keyword'],
	['@type', ['x'], 'fault @type json-ld-keyword'],
	[`${A}.@id`, 'urn:x', `fault ${A}.@id json-ld-keyword`],
	[`${A}.criteria.@type`, { name: 'x' }, `fault ${A}.criteria.@type json-ld-keyword`],
	...['@included', '@graph', '@nest', '@reverse', '@set', '@x:y'].map((key): Case => [
		`${A}.criteria.${key}`,
		{},
		`fault ${A}.criteria.${key} json-ld-keyword`,
	]),
	[`${A}.name`, { '@value': 'x' }, `fault ${A}.name json-ld-keyword`],
	['evidence', [[{ name: 'x' }]], 'fault evidence[0] json-ld-keyword'],
];

test.each(IN_TOKEN.map(([path, value, ...found]) => ({ path, value, found })))(
	'in a token, $path as $value: $found',
	({ path, value, found }) => {
		const given = changed(whole, path, value);
		expect(told(badgeFindings(given, true))).toEqual(found);
		expect(told(credentialFindings(given, true))).toEqual(found);
		// A proof signs the graph, in which an object may say so of another.
		const [problem] = told(badgeFindings(given));
		expect(problem).toMatch(/^fault .* json-ld-keyword$/);
	},
);

test('a badge that departs from nothing has nothing told of it', () => {
	expect(told(badgeFindings(whole))).toEqual([]);
	expect(told(credentialFindings(whole))).toEqual([]);
});

test('nobody is named when neither an id nor an identity is there', () => {
	const { id: _id, identifier: _identifier, ...nobody } = whole['credentialSubject'] as JsonObject;
	expect(told(badgeFindings({ ...whole, credentialSubject: nobody }))).toEqual([`departure ${S}.id missing`]);
});

test('dates bear the names of their data model', () => {
	const { validFrom: _from, validUntil: _until, ...rest } = whole;
	const early = { ...rest, '@context': [CREDENTIALS_V1, OB3] };
	expect(told(badgeFindings(early))).toEqual(['departure issuanceDate missing']);
	const dated = { ...early, issuanceDate: '2026-10-08', expirationDate: 'x' };
	expect(told(badgeFindings(dated))).toEqual([
		'departure issuanceDate not-date',
		'departure expirationDate not-date',
	]);
	expect(told(badgeFindings({ ...rest, '@context': [CREDENTIALS_V2, OB3] }))).toEqual([
		'departure validFrom missing',
	]);
});

const OF_ANY: readonly Case[] = [
	['type', ['Autre'], 'departure type wrong-type'],
	['type', ['VerifiableCredential']],
	['@context', []],
	['issuer', undefined, 'fault issuer missing'],
	['issuer.type', undefined],
	['issuer', 'x', 'departure issuer not-uri'],
	['issuer', 'urn:x'],
	['issuer', [{ id: 'urn:x' }], 'fault issuer not-object'],
	['issuer', 12, 'fault issuer not-object'],
	['issuer.id', undefined, 'fault issuer.id missing'],
	['issuer.id', 'x', 'departure issuer.id not-uri'],
	['proof', ['x'], 'fault proof not-object', 'departure proof[0] not-object'],
	['credentialStatus.id', 'x', 'departure credentialStatus.id not-uri'],
	['validFrom', ['2026-10-08T14:00:00Z'], 'fault validFrom not-text'],
	['validFrom', undefined, 'departure validFrom missing'],
	[S, undefined, `fault ${S} missing`],
	[S, [], `fault ${S} missing`],
	[S, [{}, {}]],
	['@included', [], 'fault @included json-ld-keyword'],
	['credentialStatus.statusListIndex', ['1'], 'fault credentialStatus.statusListIndex not-text'],
	['credentialStatus.statusPurpose', ['revocation'], 'fault credentialStatus.statusPurpose not-text'],
];

test.each(OF_ANY.map(([path, value, ...found]) => [path, value, found] as const))(
	'of any credential, %s as %j: %j',
	(path, value, found) => {
		expect(told(credentialFindings(changed(whole, path, value))).sort()).toEqual([...found].sort());
	},
);

test('at most twenty places are told, and each once', () => {
	const evidence = Array.from({ length: 25 }, () => ({ id: 'x', type: ['Evidence'] }));
	const { departures } = badgeFindings({ ...whole, evidence });
	expect(departures).toHaveLength(20);
	// A place reported as a fault is not reported again as a departure.
	expect(told(badgeFindings({ ...whole, issuer: { type: ['Profile'] } }))).toEqual([
		'fault issuer.id missing',
	]);
	expect(
		told(badgeFindings({ ...whole, proof: ['x', 'y'] })).filter((one) => one.startsWith('fault')),
	).toEqual(['fault proof not-object']);
});

test('the subject of a credential, and the endorsements that it carries anywhere', () => {
	expect(subjectOf({ credentialSubject: [{ id: 'urn:x' }, { id: 'urn:y' }] })).toEqual({ id: 'urn:x' });
	expect([subjectOf({}), subjectOf({ credentialSubject: 'urn:x' })]).toEqual([undefined, undefined]);
	const owner = (name: string) => ({ endorsement: [{ id: name }], endorsementJwt: `${name}-jwt` });
	expect(
		endorsementsOf({
			...owner('badge'),
			issuer: owner('issuer'),
			credentialSubject: {
				...owner('subject'),
				achievement: { ...owner('achievement'), creator: owner('creator') },
			},
		}),
	).toEqual(['badge', 'issuer', 'achievement', 'creator'].flatMap((name) => [{ id: name }, `${name}-jwt`]));
	expect(endorsementsOf({ issuer: 'urn:x', credentialSubject: { achievement: 'urn:y' } })).toEqual([]);
});

test('a type of twelve names is read, one more only costs time', () => {
	const types = (count: number) => Array.from({ length: count }, (_, i) => `T${i}`);
	expect(tooManyFaults({ type: types(12), issuer: { type: types(12) } })).toEqual([]);
	expect(tooManyFaults({ type: types(13), evidence: [{ type: types(13) }] })).toEqual([
		{ path: 'type', problem: 'too-many' },
		{ path: 'evidence[0].type', problem: 'too-many' },
	]);
	// Contexts, proofs and endorsements are not searched for long lists here: they are checked in steps of
	// their own.
	const long = { type: types(13) };
	expect(tooManyFaults({ proof: [long], endorsement: [long], '@context': [long] })).toEqual([]);
});
