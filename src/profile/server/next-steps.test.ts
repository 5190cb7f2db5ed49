import { expect, test } from 'vitest';
import { CURRENT_VERSION, STANDINGS } from '#framework';
import { framework, parseDataFile } from '#framework/server';
import file from '../data/next-steps.json' with { type: 'json' };
import { nextStepFile } from './next-step-file.ts';
import { nextStepFor, nextStepsOf } from './next-steps.ts';

const dimensions = framework(CURRENT_VERSION).dimensions.map((one) => one.slug);
const BRANDS =
	/\b(Google|Microsoft|Teams|Word|Excel|PowerPoint|Outlook|Zoom|Moodle|Omnivox|Mozaïk|Canva|Padlet|Kahoot|Quizlet|Wooclap|ChatGPT|Copilot|Gemini|YouTube|TikTok|Instagram|Facebook|Snapchat|Wikip[eé]dia|Antidote|iPad|Chromebook)\b/u;

test('everybody has a next step in every dimension, wherever they stand', () => {
	for (const audience of ['teacher', 'staff', 'student'] as const)
		for (const slug of dimensions)
			for (const standing of STANDINGS) expect(nextStepFor(audience, slug, standing), slug).toBeDefined();
	expect(file.items).toHaveLength(3 * 4 * 12);
});

test('each level has a step of its own; nothing said yet begins at the start', () => {
	const steps = STANDINGS.map((standing) => nextStepFor('teacher', 'problem-solving', standing));
	expect(steps[0]).toBe(steps[1]);
	expect(new Set(steps).size).toBe(4);
});

test('all of an audience, in one language: the same as one by one', () => {
	for (const audience of ['teacher', 'staff', 'student'] as const)
		for (const locale of ['fr', 'en'] as const) {
			const all = nextStepsOf(audience, locale);
			expect(Object.keys(all).toSorted()).toEqual(dimensions.toSorted());
			for (const slug of dimensions)
				for (const standing of STANDINGS.slice(1))
					expect(all[slug]?.[standing]).toBe(nextStepFor(audience, slug, standing)?.[locale]);
		}
});

test('there is no step for an unknown dimension', () => {
	expect(nextStepFor('student', 'unknown', 'starting')).toBeUndefined();
});

test.each(file.items)(
	'$audience, $dimension from $from: one or two sentences one could do this week',
	({ text }) => {
		for (const words of [text.fr, text.en]) {
			expect(words.match(/[.?](\s|$)/gu)?.length).toBeLessThanOrEqual(2);
			expect(words.length).toBeLessThanOrEqual(190);
			expect(words).not.toMatch(BRANDS);
			expect(words).not.toMatch(/['"!]|\.\.\.| {2}/u);
		}
		expect(text.fr).toMatch(/\b(vous|votre|vos|\p{L}+ez)\b/u);
		expect(text.fr).not.toMatch(/ [:;?»]|« |[^\u00a0][»:]|«[^\u00a0]|[\s\u00a0][;?]/u);
		expect(text.en).not.toMatch(/[«»]|[\s\u00a0][:;?]/u);
	},
);

test('no step stands twice', () => {
	const all = file.items.flatMap(({ text }) => [text.fr, text.en]);
	expect(new Set(all).size).toBe(all.length);
});

test('a broken file is refused with its name and the path of the fault', () => {
	const copy = structuredClone(file);
	const [first, second] = copy.items;
	if (first) first.dimension = 'unknown';
	if (second) copy.items.push(second);
	const parse = () => parseDataFile('src/profile/data/next-steps.json', nextStepFile, copy);
	expect(parse).toThrow('src/profile/data/next-steps.json');
	expect(parse).toThrow('items[0].dimension: is not a dimension of crcn-2019');
	expect(parse).toThrow('items[144]: is a second step');
});
