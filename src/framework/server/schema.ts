import { z } from 'zod';
import {
	CORRESPONDENCE_KINDS,
	FRAMEWORK_VERSIONS,
	LEVELS,
	CERTAINTY_WORDS,
	RESERVED_SLUGS,
} from '../index.ts';

/** Schema of a text in a data file: not empty, and without a space at either end. */
export const trimmedText = z
	.string()
	.regex(/\S/, 'must not be empty')
	.regex(/^\S(.*\S)?$/s, 'must not begin or end with a space');
/** Schema of a slug: the English word, or words joined by hyphens, that names something in addresses. */
export const slug = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a slug: lower-case words joined by hyphens');
/** Schema of a text in both languages. */
export const text = z.strictObject({ fr: trimmedText, en: trimmedText });
/** Schema of the provenance of a text in one language. */
export const provenance = z.strictObject({
	word: z.enum(CERTAINTY_WORDS),
	sources: z.array(slug),
	note: text.exactOptional(),
});
/** Schema of a text in both languages with its provenance. */
export const sourcedText = z.strictObject({
	fr: trimmedText,
	en: trimmedText,
	provenance: z.strictObject({ fr: provenance, en: provenance }),
});

/** Schema of a source: a page or document from which texts were taken. */
export const source = z.strictObject({
	id: slug,
	title: text,
	address: z.url({ protocol: /^https?$/, error: 'must be a web address' }),
});
const level = z.strictObject({ id: z.enum(LEVELS), label: sourcedText, sense: sourcedText });
const element = z.strictObject({ slug, label: sourcedText, description: sourcedText });

const dimension = z.strictObject({
	number: z.int().min(1).max(12),
	slug: slug.refine((given) => !(RESERVED_SLUGS as readonly string[]).includes(given), {
		error: 'is taken: something else stands at this address',
	}),
	central: z.boolean(),
	title: sourcedText,
	short: sourcedText,
	summary: sourcedText,
	gap: text.exactOptional(),
	elements: z
		.array(element)
		.min(3, 'a dimension has at least three elements')
		.max(5, 'a dimension has at most five elements')
		.superRefine(refuseDuplicates('slug')),
});

/**
 * Schema of the data file of a version of the framework. Also refuses repeated slugs, and sources that are
 * not listed in the file.
 */
export const frameworkSchema = z
	.strictObject({
		version: z.enum(FRAMEWORK_VERSIONS),
		year: z.int(),
		provisional: z.boolean(),
		changedOn: z.iso.date('must be a date, such as 2026-11-22'),
		creator: sourcedText,
		title: sourcedText,
		definition: sourcedText,
		summary: sourcedText,
		references: z.array(slug).min(1),
		levels: z.array(level).superRefine((levels, context) => {
			if (levels.map((one) => one.id).join() !== LEVELS.join())
				context.addIssue({ code: 'custom', message: `must be ${LEVELS.join(', ')}, in this order` });
		}),
		dimensions: z
			.array(dimension)
			.length(12, 'there are twelve dimensions')
			.superRefine(refuseDuplicates('slug')),
		sources: z.array(source).superRefine(refuseDuplicates('id')),
	})
	.superRefine((framework, context) => {
		framework.dimensions.forEach((one, index) => {
			if (one.number !== index + 1)
				context.addIssue({
					code: 'custom',
					path: ['dimensions', index, 'number'],
					message: `must be ${index + 1}: dimensions are listed in order`,
				});
		});
		const known = new Set(framework.sources.map((one) => one.id));
		for (const [path, id] of sourceIds(framework)) {
			if (!known.has(id)) context.addIssue({ code: 'custom', path, message: `no source is called ${id}` });
		}
	});

const match = {
	from: slug.nullable(),
	to: slug.nullable(),
	kind: z.enum(CORRESPONDENCE_KINDS),
	provenance,
};
const elementMatch = z.strictObject(match).superRefine(kindFits);
const dimensionMatch = z.strictObject({ ...match, elements: z.array(elementMatch) }).superRefine(kindFits);

/**
 * Schema of the data file that says how two versions of the framework correspond. Also checks that each kind
 * agrees with the sides that are filled.
 */
export const correspondenceSchema = z.strictObject({
	from: z.enum(FRAMEWORK_VERSIONS),
	to: z.enum(FRAMEWORK_VERSIONS),
	dimensions: z.array(dimensionMatch),
});

type Problems = { addIssue(issue: { code: 'custom'; message: string; path?: PropertyKey[] }): void };

/** Makes a refinement for Zod that refuses a list in which two items have the same value of `key`. */
export function refuseDuplicates<K extends string>(key: K) {
	return (things: readonly Record<K, string>[], context: Problems) => {
		const seen = new Set<string>();
		things.forEach((thing, index) => {
			if (seen.has(thing[key]))
				context.addIssue({ code: 'custom', path: [index, key], message: `${thing[key]} is there twice` });
			seen.add(thing[key]);
		});
	};
}

function kindFits(
	{ from, to, kind }: { from: string | null; to: string | null; kind: string },
	context: Problems,
) {
	const expected = from === null ? 'added' : to === null ? 'none' : 'equal';
	if (from === null && to === null)
		context.addIssue({ code: 'custom', message: 'one side at least must be filled' });
	else if (kind !== expected)
		context.addIssue({ code: 'custom', path: ['kind'], message: `must be ${expected}, given the two sides` });
}

/**
 * Finds every mention of a source's id inside the content of a data file, with its path: the texts in
 * `references` or in the `sources` of a provenance.
 */
export function* sourceIds(value: unknown, path: PropertyKey[] = []): Generator<[PropertyKey[], string]> {
	if (typeof value === 'string') {
		const list = path.at(-2);
		if (list === 'references' || list === 'sources') yield [path, value];
	} else if (value !== null && typeof value === 'object') {
		for (const [key, inner] of Object.entries(value))
			yield* sourceIds(inner, [...path, Array.isArray(value) ? Number(key) : key]);
	}
}
