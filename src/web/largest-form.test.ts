import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import * as applications from '#applications/server';
import * as assessment from '#assessment/server';
import * as awards from '#awards/server';
import * as cohort from '#cohort/server';
import * as drafts from '#drafts/server';
import * as identity from '#identity/server';
import * as privacy from '#privacy/server';
import * as training from '#training/server';
import { LINK_LENGTH } from '#training';
import { LARGEST_FORM } from './form-action.ts';

/**
 * Longest text, in characters, of each field whose schema does not say it (`.max`, `atMost`): either another rule
 * says it, or the page chooses the value. A field that is neither here nor limited makes this test fail.
 */
const OTHERWISE_LIMITED: Record<string, number> = {
	key: 64,
	link: LINK_LENGTH,
	// The mark of a checkbox.
	dropFile: 3,
	address: LINK_LENGTH,
	duration: 20,
	// What nobody types longer: a duration, a date, a code, an id.
	hours: 20,
	minutes: 20,
	date: 20,
	code: 64,
	adviser: 26,
	agreement: 26,
	cohort: 26,
	invitation: 26,
	mail: 26,
	place: 26,
	request: 26,
	service: 26,
	continue: 3,
	endsOn: 20,
	startsOn: 20,
	lastDay: 20,
	// A choice of the self-assessment, or those of a whole trial.
	'answer-0': 20,
	'answer-1': 20,
	'answer-2': 20,
	answer: 36 * 20,
	// The slugs of dimensions, and the mark of a checkbox.
	dimensions: 12 * 60,
	audiences: 3 * 20,
	inBadge: 10,
	shared: 10,
	bindsEmail: 10,
	bound: 10,
	roles: 3 * 20,
	people: 50 * 26,
	username: 254,
	email: 254,
	slug: 254,
	password: 1024,
	newPassword: 1024,
};

/** The fields that `Form` adds to each form, by their longest value. */
const ADDED = { form: 60, writer: 32, draft: 300 };

/** Bytes of the widest character, percent-encoded: four in UTF-8, each written `%F0`. */
const WIDEST = 12;

type Parts = {
	innerType?: z.ZodType;
	element?: z.ZodType;
	in?: z.ZodType;
	out?: z.ZodType;
	options?: z.ZodType[];
	shape?: Record<string, z.ZodType>;
	entries?: object;
};
const partsOf = (schema: z.ZodType) => schema.def as unknown as Parts & { type: string };
/** The most characters of a text, or the most items of a list, that its own schema says. */
function maximumOf(schema: z.ZodType): number | undefined {
	if (schema instanceof z.ZodString) return schema.maxLength ?? undefined;
	const maximums = schema.def.checks?.map(({ _zod: { def } }) => (def as { maximum?: number }).maximum) ?? [];
	return maximums.find((one) => one !== undefined);
}

/** The most characters that a field accepts, from its schema; undefined when the schema does not say. */
function longest(schema: z.ZodType): number | undefined {
	const { type, innerType, element, in: from, out, options, entries } = partsOf(schema);
	if (innerType) return longest(innerType);
	if (from && out) return longest(partsOf(from).type === 'transform' ? out : from);
	if (type === 'enum') return Math.max(...Object.keys(entries ?? {}).map((one) => one.length));
	if (type === 'literal') return 20;
	if (type === 'number') return 20;
	if (type === 'union') {
		const all = (options ?? []).map(longest);
		return all.includes(undefined) ? undefined : Math.max(...all.map(Number));
	}
	if (element) {
		const [one, most] = [longest(element), maximumOf(schema)];
		return one === undefined || most === undefined ? undefined : one * most;
	}
	return maximumOf(schema);
}

/** The fields of a form's schema; one list for each kind of form that the schema accepts. */
function shapesOf(schema: z.ZodType): Record<string, z.ZodType>[] {
	const { shape, in: from, out, options } = partsOf(schema);
	if (shape) return [shape];
	if (from && out) return shapesOf(partsOf(from).type === 'transform' ? out : from);
	return (options ?? []).flatMap(shapesOf);
}

/** The most characters of each field of a form, those of a field in two inputs (a duration) apart. */
const limitsOf = (shape: Record<string, z.ZodType>): [string, number][] =>
	Object.entries(shape).flatMap(([name, schema]) => {
		const [inner] = shapesOf(schema);
		if (inner) return limitsOf(inner);
		const most = longest(schema) ?? OTHERWISE_LIMITED[name];
		if (most === undefined) throw new Error(`No limit on the field ${name}.`);
		return [[name, most]];
	});

/**
 * Every form that `smallForm` reads; a draft, which holds the fields of another form, is measured apart, and
 * the forms that verify a badge, give a list of people, a table of trainings or the framework's words are read
 * on other threads, with limits of their own.
 */
const READ_OTHERWISE = [
	'draftForm',
	'peopleForm',
	'catalogueFileForm',
	'rosterFileForm',
	'trainingTableForm',
];
const forms = [applications, assessment, awards, cohort, drafts, identity, privacy, training].flatMap(
	(door) =>
		Object.entries(door).filter(
			(one): one is [string, z.ZodType] =>
				!READ_OTHERWISE.includes(one[0]) && one[1] instanceof z.ZodType && shapesOf(one[1]).length > 0,
		),
);

test('the forms of the product are found, with their limits', () => {
	expect(forms.map(([name]) => name)).toEqual(
		expect.arrayContaining(['trainingForm', 'changeEvidenceForm', 'decisionForm', 'trialForm', 'signInForm']),
	);
	const [fields] = shapesOf(training.trainingForm);
	expect(Object.fromEntries(limitsOf(fields!))).toMatchObject({ title: 200, reflection: 4000, hours: 20 });
});

test.each(forms)(
	'%s fits with each field at its limit in the widest script, sent or drafted',
	(_name, schema) => {
		for (const shape of shapesOf(schema)) {
			const fields = [...limitsOf(shape), ...Object.entries(ADDED)];
			const sent = fields.reduce((sum, [name, most]) => sum + name.length + 6 + most * WIDEST, 0);
			expect(sent).toBeLessThanOrEqual(LARGEST_FORM);
			// A draft is JSON: quotes, colons and commas, each three bytes once percent-encoded.
			const drafted = sent + fields.length * 6 * 3 + 3000;
			expect(drafted).toBeLessThanOrEqual(LARGEST_FORM);
		}
	},
);

/** The schema of a text under its defaults and conversions; undefined for what is no text. */
function textOf(schema: z.ZodType): z.ZodType | undefined {
	const { innerType, in: from, out } = partsOf(schema);
	if (schema instanceof z.ZodString) return schema;
	if (innerType) return textOf(innerType);
	return from && out ? (textOf(from) ?? textOf(out)) : undefined;
}

const limitedTexts = forms.flatMap(([form, schema]) =>
	shapesOf(schema).flatMap((shape) =>
		Object.entries(shape).flatMap(([name, field]) => {
			const text = textOf(field);
			const most = text && maximumOf(text);
			const issuesOf = (typed: string) => text?.safeParse(typed).error?.issues.map(({ message }) => message);
			const refused = most === undefined ? undefined : issuesOf('a'.repeat(most + 1))?.join();
			return text && most && /long$/.test(refused ?? '') ? [{ form, name, most, refused, text }] : [];
		}),
	),
);

test('the texts that people write are found, with their limits', () => {
	const found = limitedTexts.map(({ form, name, most }) => `${form} ${name} ${most}`);
	expect(found).toEqual(
		expect.arrayContaining([
			'trainingForm title 200',
			'trainingForm reflection 4000',
			'submitForm reflection 4000',
			'decisionForm reason 2000',
			'createCohortForm name 80',
			'detailsForm displayName 80',
		]),
	);
});

test.each(limitedTexts)(
	'$form: at most $most characters of $name, an emoji or a letter with its accent being one',
	({ most, refused, text }) => {
		for (const one of ['a', '😀', 'e\u0301', 'ᐃ']) {
			expect(text.safeParse(one.repeat(most)).success, one).toBe(true);
			const issues = text.safeParse(one.repeat(most + 1)).error?.issues.map(({ message }) => message);
			expect(issues, one).toEqual([refused]);
		}
	},
);

test('no field cuts what is typed or pasted: `maxlength` counts the units of UTF-16, and says nothing', () => {
	const pages = globSync('src/**/*.svelte');
	expect(pages.length).toBeGreaterThan(100);
	expect(pages.filter((path) => /\bmaxlength\b/i.test(readFileSync(path, 'utf8')))).toEqual([]);
});
