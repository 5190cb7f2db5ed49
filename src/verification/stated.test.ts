import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#openbadges';
import { statedClaimsOf } from './stated.ts';

const A = 'https://macaron.example/badges/practice-collaboration';
const description = (id: string, name: string, more: JsonObject = {}) => ({
	...{ id: `${A}#${id}`, type: ['ResultDescription'], name },
	...more,
});
const levels = (id: string) => ({
	rubricCriterionLevel: ['beginner', 'advanced'].map((level) => ({
		id: `${A}#${id}-${level}`,
		name: level === 'advanced' ? 'Avancé' : 'Débutant',
	})),
});
const badge: JsonObject = {
	description: 'Évalué par une personne.',
	credentialSubject: {
		achievement: {
			description: 'Collaborer.',
			criteria: { id: `${A}#criteria`, narrative: 'Une trace.' },
			resultDescription: [
				description('observed', 'Ce qui a été observé', levels('observed')),
				description('said', 'Ce que dit la personne', levels('said')),
				description('pieces', 'Traces examinées'),
				description('done', 'Fait'),
			],
		},
		source: { id: 'did:web:x', name: 'École des Érables' },
		result: [
			{ resultDescription: `${A}#pieces`, value: '2' },
			{ resultDescription: `${A}#observed`, achievedLevel: `${A}#observed-beginner` },
			{ resultDescription: `${A}#said`, achievedLevel: `${A}#said-advanced` },
			{ resultDescription: `${A}#done`, status: 'Completed' },
			{ resultDescription: `${A}#unknown`, value: 'x' },
			{ value: 'nameless' },
		],
	},
	evidence: [
		{ id: 'https://exemple.example/journal', name: 'Journal', narrative: 'J’ai animé.' },
		{ description: 'Autre' },
		{ type: ['Evidence'] },
	],
};

describe('what a badge says', () => {
	test('levels by their names, the three sources first and in their order; who judged, on what', () => {
		expect(statedClaimsOf(badge, true)).toEqual({
			language: null,
			summary: 'Évalué par une personne.',
			description: 'Collaborer.',
			criteria: 'Une trace.',
			assessedBy: 'École des Érables',
			results: [
				{ source: 'said', name: 'Ce que dit la personne', value: 'Avancé' },
				{ source: 'observed', name: 'Ce qui a été observé', value: 'Débutant' },
				{ source: null, name: 'Traces examinées', value: '2' },
				{ source: null, name: 'Fait', value: 'Completed' },
			],
			evidence: [
				{ name: 'Journal', narrative: 'J’ai animé.', host: 'exemple.example' },
				{ name: null, narrative: 'Autre', host: null },
			],
			bound: false,
			own: null,
		});
	});

	test('a badge is bound to an address when it hashes one; a hashed id of Open Badges 2.0 is no address', () => {
		const bound = (recipient: object) => statedClaimsOf({ recipient } as JsonObject, false)?.bound;
		expect(bound({ type: 'email', hashed: true, identity: 'sha256$0a' })).toBe(true);
		expect(bound({ type: 'email', hashed: false, identity: 'a@b.example' })).toBe(false);
		expect(bound({ type: 'id', hashed: true, identity: 'sha256$0a' })).toBe(false);
		const identifier = [{ type: 'IdentityObject', hashed: true, identityHash: 'sha256$0a' }];
		expect(statedClaimsOf({ credentialSubject: { identifier } }, false)?.bound).toBe(true);
	});

	test('a badge that this service signed says the same facts, whatever its language', () => {
		for (const [id, locale] of [
			[A, 'fr'],
			[`${A}#en`, 'en'],
		] as const) {
			const results = {
				fr: [
					'L’établissement, automatiquement, sans examen par une personne',
					'Déclaration de la personne',
					'Non',
					'Compte ouvert sur invitation, sans vérifier l’identité',
				],
				en: [
					'The institution, automatically, with no examination by a person',
					'The person’s own declaration',
					'No',
					'Account opened by invitation, without verifying identity',
				],
			}[locale].map((value, at) => ({
				resultDescription: `${id}${id === A ? '#' : '-'}${['decided-by', 'assessment', 'supervision', 'identity'][at]}`,
				value,
			}));
			const said = `${id}${id === A ? '#' : '-'}said`;
			const subject = {
				achievement: { id },
				result: [{ resultDescription: said, achievedLevel: `${said}-advanced` }, ...results],
			};
			expect(statedClaimsOf({ credentialSubject: subject }, true)?.own).toMatchObject({
				...{ said: 'advanced', shown: null, observed: null, assessment: 'declared', supervised: false },
			});
			// Anybody may write the same words: they are ours only in a badge that is proven to be.
			expect(statedClaimsOf({ credentialSubject: subject }, false)?.own).toBeNull();
		}
	});

	test('each result stands under the name that the badge gives it, ours too', () => {
		const achievement = {
			resultDescription: [description('assessment', 'Type'), description('supervision', 'Surveillée')],
		};
		const result = [
			{ resultDescription: `${A}#assessment`, value: 'Examen de traces' },
			{ resultDescription: `${A}#supervision`, value: 'Non' },
		];
		const pairs = (ours: boolean) =>
			statedClaimsOf({ credentialSubject: { achievement, result } }, ours)?.results.map(
				({ name, value }) => `${name}: ${value}`,
			);
		for (const ours of [true, false])
			expect(pairs(ours)).toEqual(['Type: Examen de traces', 'Surveillée: Non']);
	});

	test.each([
		['fr', 'fr'],
		['fr-CA', 'fr-CA'],
		['zh-Hant-TW', 'zh-Hant-TW'],
		['" onload="x', null],
		['français', null],
		['', null],
		[7, null],
		[undefined, null],
	])('its language, %j, is %j', (inLanguage, language) => {
		const subject = { achievement: { inLanguage: inLanguage! } };
		expect(statedClaimsOf({ credentialSubject: subject }, false)?.language).toBe(language);
		expect(statedClaimsOf({ badge: { inLanguage: inLanguage! } }, false)?.language).toBe(language);
	});

	test('a text written in several languages is read in the reader’s, wherever it stands', () => {
		const said = (fr: string, en: string) => [
			{ '@value': en, '@language': 'en' },
			{ '@value': fr, '@language': 'fr-CA' },
		];
		const spoken: JsonObject = {
			description: said('Résumé', 'Summary'),
			credentialSubject: {
				achievement: {
					description: said('Collaborer', 'Collaborating'),
					criteria: { narrative: said('Une trace', 'One piece') },
					resultDescription: [{ id: 'urn:r', name: said('Traces', 'Pieces') }],
				},
				source: { name: said('École', 'School') },
				result: [{ resultDescription: 'urn:r', value: '2' }],
			},
			evidence: [{ name: said('Journal', 'Diary'), narrative: said('J’ai animé', 'I led') }],
		};
		const read = (...languages: readonly string[]) => {
			const { summary, description, criteria, assessedBy, results, evidence } =
				statedClaimsOf(spoken, false, languages) ?? {};
			const texts = [summary, description, criteria, assessedBy, results?.[0]?.name];
			return [...texts, evidence?.[0]?.name, evidence?.[0]?.narrative];
		};
		expect(read('fr', 'en')).toEqual([
			'Résumé',
			'Collaborer',
			'Une trace',
			'École',
			'Traces',
			'Journal',
			'J’ai animé',
		]);
		const english = ['Summary', 'Collaborating', 'One piece', 'School', 'Pieces', 'Diary', 'I led'];
		expect([read('en', 'fr'), read()]).toEqual([english, english]);
	});

	test('its language is never taken from a keyword, which a proof does not sign', () => {
		const achievement = { '@language': 'en', name: 'x' };
		expect(statedClaimsOf({ credentialSubject: { achievement } }, false)?.language).toBeNull();
	});

	test('the marks of the three sources are for badges of ours', () => {
		expect(statedClaimsOf(badge, false)?.results.map(({ source }) => source)).toEqual([
			null,
			null,
			null,
			null,
		]);
	});

	test('one before Open Badges 3.0: its class, its recipient, its evidence', () => {
		const older = {
			recipient: { type: 'email', hashed: true, identity: 'sha256$x' },
			badge: { description: 'Older.', criteria: { narrative: 'Do it.' } },
			evidence: { id: 'https://exemple.example/x', narrative: 'Done.' },
		};
		expect(statedClaimsOf(older, false)).toMatchObject({
			...{ description: 'Older.', criteria: 'Do it.', bound: true, results: [] },
			evidence: [{ name: null, narrative: 'Done.', host: 'exemple.example' }],
		});
		const addressed = {
			badge: { criteria: 'https://exemple.example/criteria' },
			evidence: 'https://a.example',
		};
		expect(statedClaimsOf(addressed, false)).toMatchObject({ criteria: null, evidence: [], bound: false });
		expect(statedClaimsOf({ badge: { criteria: 'Lire.' } }, false)?.criteria).toBe('Lire.');
	});

	test.each<[string, JsonObject]>([
		['nothing', {}],
		['a list for a subject', { credentialSubject: [] }],
		['texts for objects', { credentialSubject: 'x', badge: 'y', evidence: 'z' }],
		[
			'numbers for texts',
			{ description: 1, credentialSubject: { achievement: { description: 2, criteria: 3 } } },
		],
		['results of nothing', { credentialSubject: { result: [null, 1, 'x', {}, []] } }],
		[
			'levels of nothing',
			{ credentialSubject: { result: { resultDescription: null, achievedLevel: null } } },
		],
		['blanks', { description: '  ', evidence: [{ name: ' ', narrative: '\n', id: 'not an address' }] }],
	])('malformed: %s', (_name, credential) => {
		expect(statedClaimsOf(credential, true)).toEqual({
			...{ language: null, summary: null, description: null, criteria: null, assessedBy: null },
			...{ results: [], evidence: [], bound: false, own: null },
		});
	});

	test('of one without end, a bounded part', () => {
		const many = 50_000;
		const long = 'é'.repeat(1_000_000);
		const stated = statedClaimsOf(
			{
				description: long,
				evidence: Array.from({ length: many }, () => ({ name: long, narrative: long })),
				credentialSubject: {
					result: Array.from({ length: many }, () => ({ resultDescription: 'd', value: long })),
					achievement: { resultDescription: [{ id: 'd', name: long }], criteria: { narrative: long } },
				},
			},
			true,
		);
		expect(stated?.evidence).toHaveLength(10);
		expect(stated?.results).toHaveLength(16);
		expect(stated?.summary).toHaveLength(1201);
		expect(stated?.summary?.endsWith('…')).toBe(true);
		expect(JSON.stringify(stated).length).toBeLessThan(40_000);
	});

	test('nothing of nothing', () => {
		expect(statedClaimsOf(null, true)).toBeNull();
	});
});
