import { inFramework } from '#badges';
import { expect, test } from 'vitest';
import { framework } from '#framework/server';
import type { Institution } from '#identity/server';
import { resolve } from 'node:path';
import words from '../../data/badge-words.json' with { type: 'json' };
import type { AwardBasis } from '../../award.ts';
import { badgeValues, type BadgeFacts } from './build-badge-values.ts';
import { loadCatalogue } from '../../../badges/server/catalogue.ts';

const catalogue = loadCatalogue(resolve(import.meta.dirname, '../../../../badges'));
const practice = inFramework(catalogue.badge('practice-collaboration')!, 'crcn-2019');
const exploration = inFramework(catalogue.badge('exploration-collaboration')!, 'crcn-2019');
const ORIGIN = 'https://macaron.example';
const issuer = {
	...{ id: 'i', institution: 'e', slug: 'erables', did: 'did:web:macaron.example:i:erables' },
	...{ origin: ORIGIN, createdAt: new Date(0) },
};
const AT = new Date('2026-11-22T15:00:00Z');
const basis: AwardBasis = {
	...{ said: 'advanced', shown: 'intermediate', observed: 'intermediate' },
	...{ minutes: 120, reflections: 3, evidence: 2 },
};
const values = (set: Partial<BadgeFacts> = {}) =>
	badgeValues({
		...{ id: 'b1', issuer, definition: practice, locale: 'fr', basis, evidence: null, subject: 'urn:uuid:1' },
		email: null,
		institution: { id: 'e', slug: 'erables', name: 'École des Érables', demonstration: false } as Institution,
		validUntil: null,
		...{ awardedAt: AT, status: { list: `${ORIGIN}/i/erables/status/1`, index: 42 } },
		...set,
	});
const byRule: Partial<BadgeFacts> = { definition: exploration, basis: { ...basis, observed: null } };

const FULL = 'Compétence numérique – Collaboration (Pratique, niveau intermédiaire)';
// What anybody may hold has no level: one achievement has one name.
const OF_ANYBODY = 'Compétence numérique – Collaboration (Pratique)';

test('a Pratique in French: its addresses, its words, who issued and judged it, its entry', () => {
	const body = { did: issuer.did, name: 'École des Érables', url: `${ORIGIN}/i/erables` };
	const address = `${ORIGIN}/badges/practice-collaboration`;
	const image = {
		url: `${address}/artwork.png`,
		caption: words.image.fr.replace('{name}', practice.name.fr).replace('{number}', '5'),
	};
	const found = values();
	expect(found).toMatchObject({
		...{ id: `${ORIGIN}/b/b1`, issuer: body, language: 'fr', name: FULL, validFrom: AT, image },
		...{ recipient: { id: 'urn:uuid:1' }, assessedBy: body },
		...{ status: { list: `${ORIGIN}/i/erables/status/1`, index: 42 } },
		description: [
			words.judged.fr.replace('{institution}', 'École des Érables'),
			words.observedAt.fr.replace('{level}', 'intermédiaire'),
			practice.restsOn.fr,
			practice.doesNotProve.fr,
		].join(' '),
	});
	expect(found.achievement).toMatchObject({
		...{ id: address, type: 'Competency', name: OF_ANYBODY, description: practice.description.fr },
		...{ criteria: { url: `${address}#criteria`, narrative: practice.criteria.narrative.fr }, image },
		...{ version: '3', related: [{ id: `${address}#en`, language: 'en', version: '3' }] },
	});
	const [alignment] = found.achievement.alignments ?? [];
	expect(alignment).toMatchObject({
		...{ url: `${ORIGIN}/framework/crcn-2019/collaboration`, type: 'CFItem' },
		framework: `${framework('crcn-2019').title.fr} (2019)`,
	});
});

test('an Exploration in English: by rule, judged by nobody; a demonstration says so in its name', () => {
	const institution = { name: 'Maple School', demonstration: true } as Institution;
	const found = values({ ...byRule, locale: 'en', institution });
	const address = `${ORIGIN}/badges/exploration-collaboration`;
	const name = 'Digital competency – Collaboration (Exploration) (demonstration)';
	expect(found).toMatchObject({ language: 'en', name, assessedBy: undefined });
	expect(found.description?.startsWith(words.byRule.en)).toBe(true);
	expect(found.achievement).toMatchObject({
		...{ id: `${address}#en`, type: 'Badge', name },
		related: [{ id: address, language: 'fr' }],
	});
});

const named = (found: ReturnType<typeof badgeValues>) => found.basis?.map(({ id }) => id);
const assured = ['decided-by', 'assessment', 'supervision', 'identity'];

test('what it rests on: said, shown and observed apart, what was counted, how it was judged', () => {
	const levels = framework('crcn-2019').levels.map(({ id, label }) => ({ id, name: label.fr }));
	const starting = { id: 'starting', name: words.starting.fr };
	expect(values().basis).toEqual([
		...[
			{ id: 'said', name: words.said.fr, levels: [starting, ...levels], level: 'advanced' },
			{
				...{ id: 'shown', name: words.shown.fr, level: 'intermediate' },
				levels: [{ id: 'starting', name: words.noLevel.fr }, ...levels],
			},
			{ id: 'observed', name: words.observed.fr, levels, level: 'intermediate' },
			{ id: 'pieces', name: words.pieces.fr, value: '2' },
		],
		{ id: 'decided-by', name: words.decidedBy.fr, value: words.adviser.fr },
		{ id: 'assessment', name: words.assessment.fr, value: words.evidence.fr },
		{ id: 'supervision', name: words.supervision.fr, value: words.unsupervised.fr },
		{ id: 'identity', name: words.identity.fr, value: words.identityUnverified.fr },
	]);
	const rule = values(byRule);
	expect(named(rule)).toEqual(['said', 'shown', 'minutes', 'reflections', ...assured]);
	expect(rule.basis).toEqual(
		expect.arrayContaining([
			{ id: 'minutes', name: words.minutes.fr, value: '120' },
			{ id: 'reflections', name: words.reflections.fr, value: '3' },
			{ id: 'decided-by', name: words.decidedBy.fr, value: words.rule.fr },
			{ id: 'assessment', name: words.assessment.fr, value: words.declared.fr },
		]),
	);
	expect(rule.basis?.[0]).not.toHaveProperty('required');
	const nothing = { ...basis, said: 'not-situated', shown: null };
	expect(named(values({ basis: nothing }))).toEqual(['observed', 'pieces', ...assured]);
});

test('evidence: what was counted where it is private or declared, else each piece as it was written', () => {
	const told = (text: string, params: Record<string, number>) =>
		text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
	expect(values(byRule).evidence).toEqual([
		{ narrative: told(words.declaredEvidence.fr, { minutes: 120, reflections: 3 }) },
	]);
	expect(values().evidence).toEqual([{ narrative: told(words.privateEvidence.fr, { count: 2 }) }]);
	const piece = (title: string, link: string | null) => ({ title, link, reflection: `R ${title}` });
	const twice = 'https://exemple.example/deux';
	const pieces = [
		piece('a', 'https://exemple.example/a'),
		piece('b', null),
		piece('c', `${ORIGIN}/training/1`),
		piece('d', twice),
		piece('e', twice),
	];
	expect(values({ evidence: pieces }).evidence).toEqual([
		{ name: 'a', narrative: 'R a', url: 'https://exemple.example/a' },
		{ name: 'b', narrative: 'R b' },
		{ name: 'c', narrative: `R c\n\n${ORIGIN}/training/1` },
		{ name: 'd', narrative: `R d\n\n${twice}` },
		{ name: 'e', narrative: `R e\n\n${twice}` },
	]);
	// For a badge that no adviser decides, only the generated narrative is written, even if evidence is
	// passed.
	expect(values({ ...byRule, evidence: pieces }).evidence).toHaveLength(1);
});

test('a badge given in the version of 2025 says so, and names its dimension there', () => {
	const given = inFramework(practice, 'crcn-2025');
	expect(values({ definition: given }).achievement.alignments).toMatchObject([
		{
			url: `${ORIGIN}/framework/crcn-2025/collaboration`,
			framework: 'Cadre de référence de la compétence numérique (2025)',
		},
	]);
});

test('a badge of an institution’s own that asks a level says which, beside what the person says', () => {
	const rules = [{ rule: 'said-at-least', level: 'advanced' } as const, ...practice.criteria.rules];
	const definition = { ...practice, criteria: { ...practice.criteria, rules } };
	expect(values({ definition }).basis?.[0]).toMatchObject({ id: 'said', required: 'advanced' });
});

test('the level observed stands in the description; an unknown level or dimension is a fault', () => {
	const at = (observed: string, locale: 'fr' | 'en') =>
		values({ locale, basis: { ...basis, observed } }).description;
	expect(at('beginner', 'fr')).toContain('Niveau observé : débutant.');
	expect(at('advanced', 'en')).toContain('Level observed: advanced.');
	expect(() => at('wizard', 'fr')).toThrow('wizard');
	expect(() => values({ definition: { ...practice, dimension: 'teamwork' } })).toThrow('dimension');
});

test('the name says what it is: the dimension, the kind and the level; an institution’s own keeps its words', () => {
	const name = (set: Partial<BadgeFacts>) => values(set).name;
	expect(name({ locale: 'en', basis: { ...basis, observed: 'advanced' } })).toBe(
		'Digital competency – Collaboration (Practice, advanced level)',
	);
	expect(name({ basis: { ...basis, observed: 'beginner' } })).toBe(
		'Compétence numérique – Collaboration (Pratique, niveau débutant)',
	);
	expect(name(byRule)).toBe('Compétence numérique – Collaboration (Exploration)');
	expect(name({ definition: { ...practice, id: 'erables.robotique' } })).toBe(practice.name.fr);
	const milestone = catalogue.milestones()[0]!;
	const part = {
		award: 'a',
		dimension: 'ethical-citizenship',
		framework: 'crcn-2019',
		level: 'advanced',
	} as const;
	const given = { definition: inFramework(milestone, 'crcn-2019'), basis: { ...basis, observed: null } };
	expect(name({ ...given, basis: { ...given.basis, parts: [part] } })).toBe('Compétence numérique – Piliers');
	expect(() => name(given)).toThrow('parts');
});
