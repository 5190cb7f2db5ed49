import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { isAwardedByRule, type BadgeDefinition } from '../definition.ts';
import { loadCatalogue } from './catalogue.ts';

const shipped = loadCatalogue(resolve(import.meta.dirname, '../../../badges'));
const { dimensions } = framework(CURRENT_VERSION);

/**
 * The ids of the badges that this repository has for each dimension; badges that an institution added are
 * left out.
 */
const ids = dimensions.flatMap(({ slug }) => [
	...[`exploration-${slug}`, `practice-${slug}`, `transfer-${slug}`],
]);
const own = shipped.all().filter((badge) => ids.includes(badge.id));

describe('the badges of this repository', () => {
	test('hold an Exploration, a Pratique and a Transfert for each of the twelve dimensions, in their order', () => {
		expect(own.map((badge) => badge.id)).toEqual(ids);
		for (const id of ids) expect(shipped.badge(id)?.id).toBe(id);
		expect(shipped.badge('exploration-unknown')).toBeUndefined();
	});

	test('ask what they asked when their version was first given: another criterion needs another version', () => {
		const asked: Record<string, BadgeDefinition['criteria']['rules']> = {
			'exploration 1': [
				{ rule: 'said' },
				{ rule: 'training-minutes', minutes: 120 },
				{ rule: 'training-reflection' },
			],
			'exploration 2': [
				{ rule: 'said' },
				{ rule: 'training-minutes', minutes: 120 },
				{ rule: 'training-reflection', words: 25 },
			],
			'transfer 1': [
				...[{ rule: 'said' }, { rule: 'situation' }],
				...[{ rule: 'evidence', count: 2, withReflection: true }],
				...[
					{ rule: 'contexts', count: 2 },
					{ rule: 'shared-evidence', count: 1 },
					{ rule: 'observed-at-least', level: 'advanced' },
					{ rule: 'advisers', count: 2 },
				],
			] as BadgeDefinition['criteria']['rules'],
			'practice 3': [
				{ rule: 'said' },
				{ rule: 'situation' },
				{ rule: 'evidence', count: 1, withReflection: true },
				{ rule: 'advisers', count: 1 },
			],
		};
		for (const { id, kind, version, criteria } of own)
			expect(criteria.rules, id).toEqual(asked[`${kind} ${version}`]);
	});

	test('say in their criteria what is checked, all of it and nothing else, in both languages', () => {
		const said: Record<string, readonly [RegExp, RegExp]> = {
			said: [
				/énoncé qui s’applique à elle|s’est située dans la dimension/u,
				/statement that applies to them|placed themselves in the dimension/u,
			],
			situation: [/mise en situation/u, /scenario/u],
			'training-minutes 120': [/au moins deux heures d’activités/u, /at least two hours of learning/u],
			'training-reflection 25': [/réflexion d’au moins 25 mots/u, /reflection of at least 25 words/u],
			'evidence 1': [/au moins (?:une trace|un contenu)/u, /at least one piece of/u],
			'evidence 2': [/au moins deux traces/u, /at least two pieces of evidence/u],
			'contexts 2': [/contextes différents/u, /different contexts/u],
			'shared-evidence 1': [/partagé une/u, /shared one/u],
			'observed-at-least advanced': [/niveau avancé a été observé/u, /advanced level was observed/u],
			'advisers 1': [/Une personne conseillère a accepté/u, /An adviser accepted/u],
			'advisers 2': [/Deux personnes conseillères/u, /Two advisers/u],
		};
		for (const { id, criteria } of own) {
			const checked = criteria.rules.map((one) => {
				const { rule, ...asked } = one;
				return [rule, ...Object.values(asked).filter((value) => typeof value !== 'boolean')].join(' ');
			});
			for (const [at, language] of (['fr', 'en'] as const).entries()) {
				const narrative = criteria.narrative[language].replaceAll('\u00a0', ' ');
				const told = Object.keys(said).filter((rule) => said[rule]![at]!.test(narrative));
				expect(told.toSorted(), `${id}, ${language}`).toEqual(checked.toSorted());
			}
		}
	});

	test('ask nobody or an adviser, as their kind says', () => {
		for (const badge of shipped.all())
			expect(isAwardedByRule(badge), badge.id).toBe(badge.kind === 'exploration');
	});

	test('are named by their kind and the short name of their dimension', () => {
		for (const { slug, short } of dimensions)
			for (const language of ['fr', 'en'] as const) {
				const names = ['exploration', 'practice', 'transfer'].map(
					(kind) => shipped.badge(`${kind}-${slug}`)?.name[language],
				);
				expect(names[0]).toMatch(/^Exploration · /u);
				expect(names[1]).toMatch(language === 'fr' ? /^Pratique · /u : /^Practice · /u);
				expect(names[2]).toMatch(language === 'fr' ? /^Transfert · /u : /^Transfer · /u);
				for (const name of names) expect(name?.toLowerCase()).toContain(short[language].toLowerCase());
			}
	});

	const every = [...shipped.all(), ...shipped.milestones()];
	const texts = every.flatMap((badge) => {
		const { id, name, description, criteria, restsOn, doesNotProve } = badge;
		const all = { name, description, narrative: criteria.narrative, restsOn, doesNotProve };
		return Object.entries('evidenceHint' in badge ? { ...all, evidenceHint: badge.evidenceHint } : all).map(
			([key, text]) => ({ path: `${id}.${key}`, key, ...text }),
		);
	});

	test('are written one by one: no text stands twice', () => {
		expect(texts.length).toBeGreaterThanOrEqual(12 * (5 + 6 + 6));
		for (const language of ['fr', 'en'] as const)
			expect(new Set(texts.map((text) => text[language])).size).toBe(texts.length);
	});

	test('say in plain sentences what they do not prove: an adviser is only one person; pages say once that hours are declared', () => {
		for (const { id, kind, doesNotProve, version } of shipped.all()) {
			const [fr, en] =
				kind === 'exploration'
					? [/^(?!.*attestation officielle)/u, /^(?!.*official record)/u]
					: kind === 'practice'
						? [/une seule personne conseillère/u, /one adviser/u]
						: [/deux personnes conseillères/u, /two advisers/u];
			expect(doesNotProve.fr, id).toMatch(/^Ce badge ne prouve pas /u);
			expect(doesNotProve.en, id).toMatch(/^This badge does not prove /u);
			if (!ids.includes(id) || version > 1) continue;
			expect(doesNotProve.fr, id).toMatch(fr);
			expect(doesNotProve.en, id).toMatch(en);
		}
	});

	test('never say how much was submitted: the same words are signed for one piece of evidence and for five', () => {
		const counted = {
			fr: /\btraces?\b|\bsur une? |\bjugé d’une? /u,
			en: /\b(?:on|of|from) one (?!adviser)|\bpieces?\b/u,
		};
		expect('sur la trace présentée').toMatch(counted.fr);
		expect('repose sur une production, comme une affiche').toMatch(counted.fr);
		expect('one adviser’s judgment of one approach').toMatch(counted.en);
		for (const { id, kind, restsOn, doesNotProve } of own)
			for (const { fr, en } of kind !== 'exploration' ? [restsOn, doesNotProve] : []) {
				expect(fr, id).not.toMatch(counted.fr);
				expect(en, id).not.toMatch(counted.en);
			}
	});

	test('keep the typography of French and of English, and plain text', () => {
		for (const { path, fr, en } of texts) {
			expect(fr + en, path).not.toMatch(/['"!<>*_`#[\]]|\.\.\.| {2}/u);
			expect(fr, path).not.toMatch(/ [:;?»]|« |[^\u00a0][»:]|«[^\u00a0]|[\s\u00a0][;?]/u);
			expect(en, path).not.toMatch(/[«»]|[\s\u00a0][:;?]/u);
			if (!path.endsWith('.name')) expect(fr.endsWith('.') && en.endsWith('.'), path).toBe(true);
		}
	});

	test('two milestones: Piliers of dimensions 1 and 2, Parcours complet of the twelve', () => {
		const slugs = dimensions.map(({ slug }) => slug);
		expect(shipped.milestones().map(({ id, criteria: { parts } }) => [id, parts])).toEqual([
			['milestone-pillars', { kind: 'practice', dimensions: slugs.slice(0, 2) }],
			['milestone-full-path', { kind: 'practice', dimensions: slugs }],
		]);
		for (const { id, doesNotProve } of shipped.milestones()) {
			expect(shipped.given(id)?.id).toBe(id);
			// Nobody applies for one: it is in no list of what can be asked for.
			expect(shipped.badge(id)).toBeUndefined();
			expect(doesNotProve.fr).toMatch(/^Ce badge ne prouve pas /u);
			expect(doesNotProve.en).toMatch(/^This badge does not prove /u);
		}
	});

	test('each have their drawing', () => {
		for (const { id } of every) {
			expect(shipped.artwork(id, 'fr'), id).toContain('</svg>');
			expect(shipped.artwork(id, 'en'), id).toContain('</svg>');
			expect(shipped.artwork(id, 'en'), id).not.toMatch(/<title>(Pratique|Jalon)/u);
		}
	});
});
