import { describe, expect, test } from 'vitest';
import { framework, parseDataFile } from '#framework/server';
import file from '../data/statements.json' with { type: 'json' };
import { statementFile } from './statement-file.ts';
import { statementFor, statementsFor, STATEMENTS_VERSION } from './statements.ts';

const written = [...statementsFor('teacher'), ...statementsFor('student')];
const dimensions = framework(STATEMENTS_VERSION).dimensions.map((one) => one.slug);

/** Words in the sense of the 25-word rule; « d’équipe » counts for two. */
const words = (text: string) => text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];

/** Quality, frequency and equipment belong to the scale or to the budget, not to the statement. */
const FORBIDDEN = {
	fr: /efficace|adéquat|correcte(ment)?\b|convenable|parfaite|facile|judicieu|appropri|\bbien(?!-)\b|\bmal\b|souvent|toujours|jamais|parfois|régulièrement|fréquemment|chaque (jour|semaine)|quotidien|je (possède|dispose|connais|sais|comprends|maîtrise|suis capable)|j’ai accès/iu,
	en: /effective|efficient|adequate|\bcorrectly|proper|appropriate|easily|\bwell\b|often|always|never|sometimes|regularly|frequently|every (day|week)|daily|\bI (own|know|understand|master|am able|have access)/iu,
};
/** Capitals matter: « word » and “teams” are words, Word and Teams are brands. */
const BRANDS =
	/\b(Google|Microsoft|Teams|Word|Excel|PowerPoint|Outlook|Zoom|Moodle|Omnivox|Léa|Mozaïk|Classroom|Canva|Genially|Padlet|Kahoot|Quizlet|Wooclap|Socrative|ChatGPT|Copilot|Gemini|Claude|YouTube|TikTok|Instagram|Facebook|Snapchat|Messenger|Wikip[eé]dia|Antidote|Lexibar|WordQ|iPad|Chromebook|Apple|Pix)\b/u;

test('there are twelve statements for the teacher and twelve for the student, one per dimension', () => {
	for (const audience of ['teacher', 'student'] as const)
		expect(statementsFor(audience).map((one) => one.dimension)).toEqual(dimensions);
	expect(statementsFor('staff')).toEqual([]);
	expect(file.items).toHaveLength(written.length);
});

test('Ada and Émile find theirs by dimension, and nothing where there is none', () => {
	expect(statementFor('teacher', 'information-literacy')?.text.fr).toMatch(
		/^Quand deux sources se contredisent/,
	);
	expect(statementFor('student', 'information-literacy')?.id).toBe('student-information-literacy-2');
	expect(statementFor('teacher', 'unknown')).toBeUndefined();
	expect(statementFor('staff', 'collaboration')).toBeUndefined();
});

describe.each(written)('$id', ({ text, example }) => {
	test('says one task in the first person, in 25 words at most', () => {
		for (const language of ['fr', 'en'] as const) {
			expect(words(text[language]).length).toBeLessThanOrEqual(25);
			expect(text[language].match(/\p{Lu}?[^.]+\./gu)).toHaveLength(1);
		}
		expect(text.fr).toMatch(/\bj(e |’)/iu);
		expect(text.en).toMatch(/\bI\b/u);
	});

	test('measures no quality, no frequency, no equipment, and names no brand', () => {
		for (const language of ['fr', 'en'] as const) {
			expect(text[language]).not.toMatch(FORBIDDEN[language]);
			expect(`${text[language]} ${example[language]}`).not.toMatch(BRANDS);
		}
	});

	test('has an example of one to three short sentences in each language', () => {
		expect(example.fr).toMatch(/^Par exemple\u00a0: /u);
		expect(example.en).toMatch(/^For example: /u);
		for (const sentences of [example.fr, example.en]) {
			expect(sentences.match(/[.?](\s|$)/gu)?.length ?? 0).toBeLessThanOrEqual(3);
			expect(words(sentences).length).toBeLessThanOrEqual(45);
		}
	});

	test('keeps the typography of French and of English', () => {
		for (const fr of [text.fr, example.fr]) {
			expect(fr).not.toMatch(/['"!]|\.\.\.| {2}|·/u);
			expect(fr).not.toMatch(/ [:;?»]|« |[^\u00a0][»:]|«[^\u00a0]|[\s\u00a0][;?]/u);
		}
		for (const en of [text.en, example.en]) expect(en).not.toMatch(/['"!«»]|\.\.\.| {2}|[\s\u00a0][:;?]/u);
	});
});

test('no text stands twice', () => {
	const all = written.flatMap(({ text, example }) => [text.fr, text.en, example.fr, example.en]);
	expect(new Set(all).size).toBe(all.length);
});

test('AI, privacy, sobriety and accessibility are met on the way', () => {
	const all = written.map(({ text, example }) => `${text.fr} ${example.fr}`).join(' ');
	for (const theme of [/\bIA\b/u, /confidentialité|renseignement personnel/u, /énergie/u, /synthèse vocale/u])
		expect(all).toMatch(theme);
});

describe('a broken file stops the build', () => {
	const broken = (change: (items: Record<string, unknown>[]) => void) => {
		const copy = structuredClone(file);
		change(copy.items);
		return () => parseDataFile('src/assessment/data/statements.json', statementFile, copy);
	};

	test.each([
		[
			'a text left out',
			(one: Record<string, unknown>) => (one['text'] = { fr: 'Je note.' }),
			'items[3].text.en',
		],
		[
			'an empty text',
			(one: Record<string, unknown>) => (one['text'] = { fr: ' ', en: 'I note.' }),
			'must not be empty',
		],
		['a word too many', (one: Record<string, unknown>) => (one['points'] = 2), 'points'],
		[
			'an element of another dimension',
			(one: Record<string, unknown>) => (one['element'] = 'well-being'),
			'items[3].element: is not an element',
		],
		[
			'an id that says something else',
			(one: Record<string, unknown>) => (one['id'] = 'teacher-collaboration-2'),
			'must be "teacher-information-literacy-2"',
		],
		[
			'an unknown audience',
			(one: Record<string, unknown>) => (one['audience'] = 'enseignant'),
			'items[3].audience',
		],
	])('%s', (_, change, message) => {
		expect(broken((items) => change(items[3] ?? {}))).toThrow('src/assessment/data/statements.json');
		expect(broken((items) => change(items[3] ?? {}))).toThrow(message);
	});

	test('the same statement twice', () => {
		expect(broken((items) => items.push({ ...items[0] }))).toThrow('items[24].id: is already the id');
	});
});
