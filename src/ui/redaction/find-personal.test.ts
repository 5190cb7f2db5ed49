import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { findPersonal, type PersonalKind } from './find-personal.ts';
import { mentionsIn, withoutMentions } from './mentions.ts';

interface Labelled {
	readonly id: number;
	readonly half: 'seen' | 'withheld';
	readonly text: string;
	/** Every place that tells of somebody else. */
	readonly spans: readonly { readonly kind: PersonalKind; readonly text: string; readonly start: number }[];
}

/**
 * Texts such as people give as evidence, written by somebody who had not seen the rules. The rules were made
 * with one half; the other half only measures them.
 */
const TEXTS = JSON.parse(
	readFileSync(join(import.meta.dirname, 'labelled-texts.json'), 'utf8'),
) as readonly Labelled[];

/** How much of what should be found is found, and how much of what is found should not be. */
function measured(texts: readonly Labelled[]) {
	const count = { toFind: 0, found: 0, findings: 0, false: 0 };
	for (const { text, spans } of texts) {
		const places = findPersonal(text);
		for (const span of spans) {
			const end = span.start + span.text.length;
			const covered = places.reduce(
				(sum, one) => sum + Math.max(0, Math.min(end, one.end) - Math.max(span.start, one.start)),
				0,
			);
			count.toFind += 1;
			if (covered >= span.text.length * 0.8) count.found += 1;
		}
		for (const { start, end } of places) {
			count.findings += 1;
			if (!spans.some((span) => start < span.start + span.text.length && span.start < end)) count.false += 1;
		}
	}
	return count;
}

describe('texts written without sight of the rules', () => {
	test.each(['seen', 'withheld'] as const)(
		'%s: four fifths found at least, a tenth of false alarms at most',
		(half) => {
			const texts = TEXTS.filter((one) => one.half === half);
			expect(texts).toHaveLength(25);
			for (const { text, spans } of texts)
				for (const span of spans)
					expect(text.slice(span.start, span.start + span.text.length)).toBe(span.text);
			const count = measured(texts);
			expect(count.toFind).toBeGreaterThan(100);
			expect(count.found / count.toFind).toBeGreaterThanOrEqual(0.8);
			expect(count.false / count.findings).toBeLessThanOrEqual(0.1);
		},
	);
});

const foundIn = (text: string) =>
	findPersonal(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

test.each([
	['Léa Tremblay a fini, puis Léa a aidé.', ['Léa Tremblay', 'Léa']],
	['J’ai parlé à Mme Quispe et à M. Roy.', ['Quispe', 'Roy']],
	['Présents : TREMBLAY, Léa; Roy, Émile.', ['TREMBLAY, Léa', 'Roy, Émile']],
	['Une photo prise par J.-P. Arsenault.', ['J.-P. Arsenault']],
	['Le pavillon Lionel-Groulx, rue Émile-Nelligan.', []],
	['Selon Tremblay (2019), tout change.', []],
	['Nous avons lu Gabrielle Roy.', []],
	['À Noël, la fête. Noël a remis son devoir.', ['Noël', 'Noël']],
	['La note est dans Léa.', []],
	['devoir_lea_tremblay.docx', ['lea_tremblay']],
])('names in « %s »', (text, names) => {
	expect(foundIn(text)).toEqual(names.map((name) => ['name', name]));
});

test.each([
	['TREL15620901', 'permanent-code', ['TREL15620901']],
	['trel 156209 01', 'permanent-code', ['trel 156209 01']],
	['CRCN20251024', 'permanent-code', []],
	['Au 418 555-0123, poste 12.', 'telephone', ['418 555-0123, poste 12']],
	['Au (418) 555-0123 ou 4185550124.', 'telephone', ['(418) 555-0123', '4185550124']],
	['ISBN 978-2-7646-0123-4, en 2024-2025, 420-B21-RO.', 'telephone', []],
	['À ada.l@ecole.example.', 'email', ['ada.l@ecole.example']],
] as const)('other kinds in « %s »', (text, kind, all) => {
	expect(foundIn(text)).toEqual(all.map((one) => [kind, one]));
});

test('what is hidden is what was asked, everywhere in the text, and nothing else', () => {
	const text = 'Léa Tremblay (lea@ecole.example) a aidé Émile. Émile a remercié Léa.';
	const mentions = mentionsIn([text, 'Émile lit.']);
	expect(mentions.map(({ text: one, count }) => [one, count])).toEqual([
		['Léa Tremblay', 1],
		['lea@ecole.example', 1],
		['Émile', 3],
		['Léa', 1],
	]);
	const hidden = withoutMentions(
		text,
		mentions.filter((one) => one.text !== 'Émile'),
		(kind) => `[${kind}]`,
	);
	expect(hidden).toBe('[name] ([email]) a aidé Émile. Émile a remercié [name].');
	expect(mentionsIn([withoutMentions(text, mentions, () => '[…]')])).toEqual([]);
});

const PIECES = [
	...[
		'Léa',
		'Tremblay',
		'TREMBLAY',
		'Mme ',
		'M. ',
		'J.-P. ',
		'rue ',
		'Noël',
		'a remis',
		'l’',
		'M’Barek',
		' ',
		', ',
	],
	...[
		'. ',
		'\n',
		'-\n',
		'(2019)',
		'lea@ecole.example',
		'a@',
		'418 555-0123',
		'poste 12',
		'TREL15620901',
		'_',
		'x',
	],
];

test('places stand in the order of the text, inside it and apart, and each holds something', () => {
	always({ name: 50, email: 10, telephone: 10, 'permanent-code': 10, several: 50 }, (met) =>
		fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
			const text = pieces.join('');
			const places = findPersonal(text);
			met('several', places.length > 1);
			let from = 0;
			for (const { kind, start, end } of places) {
				met(kind);
				expect(start).toBeGreaterThanOrEqual(from);
				expect(end).toBeLessThanOrEqual(text.length);
				expect(text.slice(start, end)).toMatch(/[\p{L}\p{N}]/u);
				from = end;
			}
		}),
	);
});

test('in a long text, what is repeated is found each time', () => {
	expect(findPersonal('Léa lit. '.repeat(5_000))).toHaveLength(5_000);
	expect(findPersonal('418 555-0123; '.repeat(5_000))).toHaveLength(5_000);
});
