import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	type BadgeDefinition,
	type Criterion,
	isMet,
	judgeOwnRequirements,
	judgeRequirements,
} from '#badges';
import { factsFrom } from '#applications/server';
import { missingRequirementsText } from './missing-text.ts';
import { requirementLines } from './requirement-text.ts';

const text = { fr: 'Un texte', en: 'A text' };
/** Every rule of the vocabulary, once. */
const RULES: readonly Criterion[] = [
	{ rule: 'said' },
	{ rule: 'said-at-least', level: 'intermediate' },
	{ rule: 'situation' },
	{ rule: 'training-minutes', minutes: 120 },
	{ rule: 'training-reflection', words: 25 },
	{ rule: 'evidence', count: 2, withReflection: true },
	{ rule: 'contexts', count: 2 },
	{ rule: 'shared-evidence', count: 1 },
	{ rule: 'observed-at-least', level: 'advanced' },
	{ rule: 'advisers', count: 2 },
];
const badgeOf = (rules: readonly Criterion[]): BadgeDefinition => ({
	...{ id: 'transfer-collaboration', kind: 'transfer', version: 1, frameworks: ['crcn-2019'] },
	...{ dimension: 'collaboration', name: text, description: text, criteria: { narrative: text, rules } },
	...{ restsOn: text, doesNotProve: text, evidenceHint: text },
});
const about = { version: 'crcn-2019', dimension: 'collaboration', locale: 'fr' } as const;
const facts = factsFrom({ said: () => ({}), shown: () => ({}), totals: {} });
const BADGE = { framework: 'crcn-2019', dimension: 'collaboration' } as const;

const piece = fc.record({
	reflection: fc.constantFrom('', 'Ce que j’ai vu.'),
	context: fc.constantFrom(null, '', 'Groupe 12', 'groupe 12 ', 'Comité', 'Comite', '…'),
	shared: fc.boolean(),
});

test('the page has a line for each rule that is checked, met or not as it is judged, in each combination', () => {
	for (let chosen = 1; chosen < 2 ** RULES.length; chosen += 1) {
		const rules = RULES.filter((_rule, at) => chosen & (2 ** at));
		const judged = judgeRequirements(badgeOf(rules), facts(BADGE));
		const lines = requirementLines(judged, about);
		expect(lines.map(({ met }) => met)).toEqual(judged.map(({ met }) => met));
		expect(new Set(lines.map((one) => one.text)).size).toBe(rules.length);
		// What one lacks is named, each thing once, and nothing is left that the person cannot do.
		const own = judgeOwnRequirements(badgeOf(rules), facts(BADGE));
		const missing = missingRequirementsText(own, about);
		expect(own.map(({ rule }) => rule)).toEqual(
			rules.map(({ rule }) => rule).filter((rule) => rule !== 'advisers' && rule !== 'observed-at-least'),
		);
		for (const one of own) if (!one.met) expect(missing).not.toBe(missingRequirementsText([], about));
	}
});

test('adding evidence never takes away what was met', () => {
	always({ 'met by adding': 10 }, (met) =>
		fc.property(fc.array(piece, { maxLength: 5 }), piece, (evidence, more) => {
			const judged = (pieces: readonly (typeof more)[]) =>
				judgeOwnRequirements(badgeOf(RULES), facts(BADGE, pieces));
			const before = judged(evidence);
			const after = judged([...evidence, more]);
			for (const [at, one] of before.entries()) if (one.met) expect(after[at]?.met, one.rule).toBe(true);
			met(
				'met by adding',
				after.some((one, at) => one.met && !before[at]?.met),
			);
			expect(isMet(after)).toBe(false);
		}),
	);
});

test('two contexts that differ by case, accents or punctuation are one', () => {
	const contexts = (...named: (string | null)[]) =>
		facts(
			BADGE,
			named.map((context) => ({ reflection: 'Vu.', context, shared: false })),
		).evidence.contexts;
	expect(contexts('Comité', ' comite!', 'COMITÉ')).toBe(1);
	expect(contexts('Comité', 'Groupe 12')).toBe(2);
	expect(contexts('…', null, '')).toBe(0);
});
