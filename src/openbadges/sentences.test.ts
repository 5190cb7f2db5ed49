import { expect, test } from 'vitest';
import {
	CHECK_IDS,
	checkTitle,
	proofLimitSentence,
	issueCredential,
	notProvenSentence,
	CHECK_REASONS,
	sentence,
	VERDICTS,
	verdictSentence,
	verdictTitle,
	verifyBadge,
} from './index.ts';
import type { Check, Report } from './index.ts';
import data from './sentences.json' with { type: 'json' };
import {
	optionsWithAllSources,
	badge,
	changed,
	ISSUED,
	issued,
	NOW,
	SIGNER,
	statusList,
} from './worked-example.fixture.ts';

type Tree = { readonly [key: string]: string | Tree };
const walk = (tree: Tree, path: string): readonly [string, string][] =>
	Object.entries(tree).flatMap(([key, value]): readonly [string, string][] =>
		typeof value === 'string' ? [[`${path}.${key}`, value]] : walk(value, `${path}.${key}`),
	);
const ALL = walk(data, '');

test('each reason has its two sentences, and no sentence is without its reason', () => {
	expect(Object.keys(data.checks)).toEqual([...CHECK_IDS]);
	for (const id of CHECK_IDS) {
		const written = Object.keys(data.checks[id].reasons).sort();
		expect(written).toEqual(
			Object.keys(CHECK_REASONS[id])
				.filter((reason) => reason !== 'not-reached')
				.sort(),
		);
	}
	expect(Object.keys(data.verdicts).sort()).toEqual(
		[...VERDICTS, 'self-named', 'suspended', 'replaced', 'published-otherwise', 'other-kind'].sort(),
	);
});

test('the two languages fill in the same values', () => {
	const french = ALL.filter(([path]) => path.endsWith('.fr'));
	expect(french.length * 2).toBe(ALL.length);
	const names = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).sort();
	const english = new Map(ALL);
	for (const [path, text] of french)
		expect(names(english.get(path.replace(/fr$/, 'en')))).toEqual(names(text));
});

test('typography: curly apostrophes; in French, a no-break space before a colon and inside guillemets only', () => {
	for (const [path, text] of ALL) {
		expect(text, path).not.toMatch(/'|!|\.\.\.| {2}/);
		if (path.endsWith('.fr')) expect(text, path).not.toMatch(/[^\u00a0]:|«[^\u00a0]|[^\u00a0]»|\s[;!?]/);
	}
});

const report = (verdict: Report['verdict'], ...checks: Check[]): Report => ({
	verdict,
	spec: '3.0',
	issuer: null,
	achievement: null,
	vouched: null,
	credential: null,
	checks,
});

test('a valid badge is told in full sentences, in both languages', async () => {
	const valid = await verifyBadge(await issued(), await optionsWithAllSources());
	expect(`${verdictTitle(valid, 'fr')}. ${verdictSentence(valid, 'fr')}`).toBe(
		'Valide. Ce badge est authentique\u00a0: il vient de l’organisme indiqué, n’a pas été modifié et est en vigueur.',
	);
	expect(sentence(valid.checks[9] as Check, 'fr', { timeZone: 'America/Toronto' })).toBe(
		'Selon sa liste (8\u00a0octobre 2026), l’organisme émetteur n’a pas révoqué ce badge.',
	);
	expect(sentence(valid.checks[8] as Check, 'en')).toBe(
		'The badge has been valid since October\u00a08, 2026, and its end date, if it has one, has not passed.',
	);
	expect(sentence(valid.checks[13] as Check, 'fr')).toBe(
		'L’organisme émetteur délivre ses badges sur ce site.',
	);
	for (const id of CHECK_IDS) {
		for (const locale of ['fr', 'en'] as const) {
			expect(checkTitle(id, locale)).toMatch(/^\p{Lu}/u);
			expect(notProvenSentence(id, locale)).toMatch(/\.$/);
		}
	}
	expect(proofLimitSentence('fr')).toContain('pas la personne');
});

test('a refusal tells its reason, and the places that are wrong', async () => {
	const nothing = changed(badge(), 'credentialSubject.achievement', undefined);
	const refused = await verifyBadge(
		await issueCredential(nothing, { key: SIGNER, created: ISSUED }),
		await optionsWithAllSources(),
	);
	expect(verdictSentence(refused, 'fr')).toBe(
		'Il manque au badge un renseignement essentiel, ou un renseignement y est écrit d’une façon qui pourrait tromper\u00a0: credentialSubject.achievement (absent). Ne vous y fiez pas.',
	);
	expect(verdictSentence(refused, 'en')).toMatch(/achievement \(missing\)\. Do not rely on it\.$/);
	const details = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, problem: 'missing' as const }));
	const many: Check = { id: 'structure', outcome: 'fail', reason: 'incomplete', params: {}, details };
	expect(sentence(many, 'fr')).toContain('c (absent), et 2 de plus.');
});

test('every verdict has its words, filled in', async () => {
	const soon = await issued({ validUntil: new Date('2026-10-08T20:00:00Z') });
	const expired = await verifyBadge(soon, await optionsWithAllSources());
	expect(verdictSentence(expired, 'fr')).toBe('Ce badge a expiré le 8\u00a0octobre 2026.');
	const credential = await statusList({ until: NOW });
	const old = await optionsWithAllSources({
		now: new Date('2026-10-20'),
		statusSource: () => ({ kind: 'found', credential }),
	});
	expect(verdictSentence(await verifyBadge(await issued(), old), 'en')).toContain('is out of date.');
	const suspended = report('revoked', { id: 'status', outcome: 'fail', reason: 'suspended', params: {} });
	expect(verdictTitle(suspended, 'fr')).toBe('Suspendu');
	for (const verdict of VERDICTS) expect(verdictSentence(report(verdict), 'fr')).toMatch(/\.$/);
});

test('what a list leaves out is said, never shown as empty brackets', () => {
	const params = { date: '', signer: '', place: '' };
	const found: Check = { id: 'status', outcome: 'warn', reason: 'foreign-signer-and-place', params };
	expect(sentence(found, 'fr')).toBe(
		'La liste consultée (sans date) dit que le badge n’est pas révoqué. Mais elle est signée par un autre organisme (non nommé) et a une autre adresse que celle annoncée (non précisée).',
	);
	expect(sentence(found, 'en')).toMatch(/\(undated\).*\(not named\).*\(not given\)\.$/);
});

test('what a badge says of itself cannot flood a sentence', () => {
	const flooding: Check = {
		id: 'vocabulary',
		outcome: 'unknown',
		reason: 'unknown-context',
		params: { context: `https://${'x'.repeat(5000)}` },
	};
	expect(sentence(flooding, 'fr').length).toBeLessThan(300);
});
