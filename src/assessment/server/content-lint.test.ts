import { describe, expect, test } from 'vitest';
import type { Text } from '#platform';
import { CHOICES } from '../index.ts';
import { lintContent, wordsOf } from './content-lint.ts';
import type { Situation, Statement } from './content.ts';

/** Makes a text of this many words, all different; `of` is how each begins. */
const words = (many: number, of = 'mot') => Array.from({ length: many }, (_, at) => `${of}${at}`).join(' ');
const both = (fr: string, en = `${fr} (en)`): Text => ({ fr, en });

const STATEMENT: Statement = {
	id: 'teacher-collaboration-2',
	audience: 'teacher',
	dimension: 'collaboration',
	element: 'work-together',
	tellsApart: 'intermediate',
	text: both('Je compare deux sources avant d’en choisir une.', 'I compare two sources before I choose one.'),
	example: both(
		'Par exemple\u00a0: deux articles sur un même sujet.',
		'For example: two articles on one topic.',
	),
};
const SITUATION: Situation = {
	id: 'teacher-collaboration',
	audience: 'teacher',
	dimension: 'collaboration',
	element: 'work-together',
	title: both('Le document commun'),
	scene: both('Deux collègues écrivent. Que faites-vous?', 'Two colleagues write. What would you do?'),
	choices: CHOICES.map((id) => ({
		id,
		shows: null,
		text: both(words(5, `choix-${id}`), words(5, `choice-${id}`)),
		why: both(words(10, `raison-${id}`)),
	})),
};
const said = (found: ReturnType<typeof lintContent>) => found.map(({ at, what }) => `${at}: ${what}`);
const ofStatement = (set: Partial<Statement>) =>
	said(lintContent({ items: [{ ...STATEMENT, ...set }], situations: [] }));
const ofSituation = (set: Partial<Situation>) =>
	said(lintContent({ items: [], situations: [{ ...SITUATION, ...set }] }));

test('sound texts are left alone; words are counted as they are said', () => {
	expect([...ofStatement({}), ...ofSituation({})]).toEqual([]);
	expect(wordsOf('Un travail d’équipe, peut-être en 2026\u00a0?')).toEqual([
		...['Un', 'travail', 'd', 'équipe', 'peut-être', 'en', '2026'],
	]);
	expect(wordsOf(' … ')).toEqual([]);
});

describe('what a statement may not say', () => {
	test.each([
		['Je compare efficacement deux sources.', 'says “efficac”'],
		['Je compare souvent deux sources.', 'says “souvent”'],
		['Souvent, je compare deux sources.', 'says “Souvent”'],
		['Je compare deux sources. Je choisis la meilleure.', 'is not one sentence'],
		['Je compare deux sources', 'is not one sentence'],
		['On compare deux sources.', 'does not say « je »'],
		['Je compare deux sources dans Teams.', 'names a brand: Teams'],
		["Je compare deux sources d'information.", "typography: “'”"],
		['Je compare deux sources : celle-ci.', 'typography: “ :”'],
	])('in French: %s', (fr, what) => {
		expect(ofStatement({ text: { ...STATEMENT.text, fr } })).toEqual([`${STATEMENT.id}.text.fr: ${what}`]);
	});

	test.each([
		['I always compare two sources.', 'says “always”'],
		['Daily, I compare two sources.', 'says “Daily”'],
		['I compare two sources. I choose one.', 'is not one sentence'],
		['I compare two sources', 'is not one sentence'],
		['One compares two sources.', 'does not say “I”'],
		['I compare two sources in Word.', 'names a brand: Word'],
		['I compare two “sources”: «\u00a0these\u00a0».', 'typography: “«”'],
		['I compare two sources : this one.', 'typography: “ :”'],
	])('in English: %s', (en, what) => {
		expect(ofStatement({ text: { ...STATEMENT.text, en } })).toEqual([`${STATEMENT.id}.text.en: ${what}`]);
	});

	test('its example begins as examples do', () => {
		const example = both('Deux articles sur un même sujet.', 'Two articles on one topic.');
		expect(ofStatement({ example })).toEqual([
			`${STATEMENT.id}.example.fr: does not begin « Par exemple : »`,
			`${STATEMENT.id}.example.en: does not begin “For example: ”`,
		]);
	});
});

describe('how long a text may be', () => {
	const each = (of: (many: number) => readonly string[], at: string, most: number) => {
		expect(of(most)).toEqual([]);
		const tooLong = `${most + 1} words, ${most} at most`;
		expect(of(most + 1)).toEqual([`${at}.fr: ${tooLong}`, `${at}.en: ${tooLong}`]);
	};

	test('a statement and its example', () => {
		const text = (many: number) => both(`Je ${words(many - 1)}.`, `I ${words(many - 1)}.`);
		each((many) => ofStatement({ text: text(many) }), `${STATEMENT.id}.text`, 25);
		const example = (many: number) =>
			both(`Par exemple\u00a0: ${words(many - 2)}.`, `For example: ${words(many - 2)}.`);
		each((many) => ofStatement({ example: example(many) }), `${STATEMENT.id}.example`, 45);
	});

	test('the title of a situation and its scene', () => {
		const title = (many: number) => both(words(many), words(many, 'word'));
		each((many) => ofSituation({ title: title(many) }), `${SITUATION.id}.title`, 10);
		const scene = (many: number) =>
			both(
				`${words(many - 3)}. Que faites-vous?`.replace('mot0', 'mot x'),
				`${words(many - 4)}. What would you do?`,
			);
		each((many) => ofSituation({ scene: scene(many) }), `${SITUATION.id}.scene`, 80);
	});

	test('its choices, and why each shows what it shows', () => {
		const [first, ...rest] = SITUATION.choices;
		const near = rest.map((one) => ({ ...one, text: both(words(20, one.id), words(20, `${one.id}-en`)) }));
		const long = (many: number) => both(words(many), words(many, 'word'));
		each(
			(many) => ofSituation({ choices: [{ ...first!, text: long(many) }, ...near] }),
			`${SITUATION.id}.a.text`,
			30,
		);
		each(
			(many) => ofSituation({ choices: [{ ...first!, why: long(many) }, ...rest] }),
			`${SITUATION.id}.a.why`,
			45,
		);
	});
});

test('a text is not the same in both languages', () => {
	expect(ofSituation({ title: both('Document', 'Document') })).toEqual([
		`${SITUATION.id}.title: is the same in both languages`,
	]);
});

test('a scene ends by asking what one does, in both languages', () => {
	expect(
		ofSituation({ scene: both('Que faites-vous? On écrit.', 'What would you do? They write.') }),
	).toEqual([
		`${SITUATION.id}.scene.fr: does not end by asking`,
		`${SITUATION.id}.scene.en: does not end by asking`,
	]);
});

test('a choice may be 2.2 times as long as another, not longer, in either language', () => {
	const choices = (many: number) =>
		SITUATION.choices.map((one, at) =>
			at === 0 ? { ...one, text: both(words(many), words(many, 'w')) } : one,
		);
	expect(ofSituation({ choices: choices(11) })).toEqual([]);
	expect(ofSituation({ choices: choices(12) })).toEqual([
		`${SITUATION.id}.choices: lengths tell them apart (12, 5, 5, 5 words, fr)`,
		`${SITUATION.id}.choices: lengths tell them apart (12, 5, 5, 5 words, en)`,
	]);
});

describe('two statements that nearly say the same', () => {
	/**
	 * The faults reported for two statements, `one` and `other`, whose French texts are « je » and these
	 * words.
	 */
	const alike = (one: string, other: string) => {
		const item = (id: string, saying: string) => ({
			...STATEMENT,
			id,
			text: { ...STATEMENT.text, fr: `Je ${saying}.` },
		});
		return said(lintContent({ items: [item('one', one), item('other', other)], situations: [] }));
	};

	test.each([
		['the same words', 'compare sources', 'compare sources', 100],
		['whatever the capitals', 'compare Sources', 'Compare sources', 100],
		['two words of three', 'compare deux sources', 'compare sources', 67],
		['the beginnings of words', 'commencer', 'commencement', 100],
		['short words count for nothing', 'vois une photo', 'ai une photo', 50],
	])('%s', (_name, one, other, percent) => {
		expect(alike(one, other)).toEqual(percent > 60 ? [`one: nearly says other (${percent} %)`] : []);
	});

	test('three words of five are not too many', () => {
		expect(alike('aaaa bbbb cccc dddd', 'aaaa bbbb cccc eeee')).toEqual([]);
	});

	test('words of four letters and more, by their first seven', () => {
		// « deux » has four letters and counts; « une » has three and does not.
		expect(alike('note deux', 'note une')).toEqual([]);
		expect(alike('note une', 'note des')).toEqual(['one: nearly says other (100 %)']);
		// In the first two pairs the first seven letters of the words are the same; in the last two they are
		// not.
		expect(alike('programme', 'programmation')).toEqual(['one: nearly says other (100 %)']);
		expect(alike('partage', 'partagent')).toEqual(['one: nearly says other (100 %)']);
		expect(alike('partages', 'partir')).toEqual([]);
		expect(alike('partage', 'cartage')).toEqual([]);
	});
});
