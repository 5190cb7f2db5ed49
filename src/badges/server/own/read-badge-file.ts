import { z } from 'zod';
import { JsonFault, parseStrictJson } from '#openbadges';
import { characterCount, isStorable } from '#platform';
import type { BadgeFileFault, BadgeFileFaultCode } from '../../badge-file-fault.ts';
import type { BadgeDefinition } from '../../definition.ts';
import { BADGE_FILE_FAULTS, badgeFileSchema } from '../badge-file.ts';
import {
	BADGE_FILE_FORMAT,
	BADGE_FILE_FORMAT_VERSION,
	type BadgeFileContent,
	LARGEST_BADGE_DEFINITION_FILE,
	withFrameworks,
} from './badge-file-content.ts';
import { drawingFault, LARGEST_DRAWING } from './safe-svg.ts';

/** Longest texts of a badge, in characters, by the last words of their place. */
const LONGEST: readonly (readonly [RegExp, number])[] = [
	[/^definition\.(id|dimension)$/, 60],
	[/^definition\.name\./, 80],
	[/^definition\.criteria\.narrative\./, 1_500],
	[/^definition\./, 800],
];
/** Most that a rule may ask: a hundred hours, and as many pieces as one can look at. */
const MOST = { version: 9_999, minutes: 6_000, count: 10 };

/** What is in the file of a badge, or all that is wrong in it. */
export type BadgeFileRead =
	{ readonly faults: readonly BadgeFileFault[] } | { readonly content: BadgeFileContent };

/** What cannot stand in a text of a badge: control characters other than the end of a line. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

const fault = (
	place: string,
	code: BadgeFileFaultCode,
	params: BadgeFileFault['params'] = {},
): BadgeFileFault => ({ place, code, params });

const placeOf = (path: readonly PropertyKey[]): string =>
	path.reduce<string>(
		(so, key) => (typeof key === 'number' ? `${so}[${key + 1}]` : so ? `${so}.${String(key)}` : String(key)),
		'',
	);

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
	path.reduce<unknown>((so, key) => (so as Record<PropertyKey, unknown> | null | undefined)?.[key], data);

const EXPECTED: Readonly<Record<string, BadgeFileFaultCode>> = {
	...{ string: 'not-text', number: 'not-number', int: 'not-number', boolean: 'not-boolean' },
	...{ object: 'not-group', array: 'not-list' },
};

/** The values that tell one kind of badge, or of rule, from another. */
const TOLD_APART: Readonly<Record<string, string>> = {
	kind: 'exploration, practice, transfer',
	rule: 'said, said-at-least, situation, training-minutes, training-reflection, evidence, contexts, shared-evidence, observed-at-least, advisers',
};

/** The words that a schema says of a value, as codes: what they begin with tells which. */
const codeOfWords = (said: string) =>
	(Object.keys(BADGE_FILE_FAULTS) as (keyof typeof BADGE_FILE_FAULTS)[]).find((code) =>
		said.startsWith(BADGE_FILE_FAULTS[code]),
	);

type Issue = z.core.$ZodIssue;

/** Says what a schema found, as faults of the file. */
function faultsOf(issue: Issue, data: unknown, under: string): BadgeFileFault[] {
	const own = placeOf(issue.path);
	const place = [under, own].filter((one) => one !== '').join('.');
	if (issue.code === 'unrecognized_keys')
		return issue.keys.map((key) => fault(place ? `${place}.${key}` : key, 'unknown-key'));
	if (valueAt(data, issue.path) === undefined && issue.code !== 'custom') return [fault(place, 'missing')];
	const words = codeOfWords(issue.message);
	if (words) return [fault(place, words)];
	switch (issue.code) {
		case 'invalid_type':
			return [fault(place, EXPECTED[issue.expected] ?? 'not-group')];
		case 'invalid_value':
			return [fault(place, 'one-of', { values: issue.values.map(String).join(', ') })];
		case 'invalid_union': {
			const last = String(issue.path.at(-1) ?? '');
			const values = TOLD_APART[last];
			return [values ? fault(place, 'one-of', { values }) : fault(place, 'not-group')];
		}
		case 'too_small':
			return issue.origin === 'array'
				? [fault(place, 'no-rules')]
				: [fault(place, 'at-least', { least: Number(issue.minimum) })];
		case 'too_big':
			return [fault(place, 'at-most', { most: Number(issue.maximum) })];
		default:
			return [fault(place, 'not-number')];
	}
}

const wholeFile = z.strictObject({
	format: z.literal(BADGE_FILE_FORMAT),
	formatVersion: z.literal(BADGE_FILE_FORMAT_VERSION),
	definition: z.looseObject({}),
	artwork: z.strictObject({ fr: z.string(), en: z.string().optional() }),
});

/** Every text of a value, with its place. */
function textsOf(place: string, value: unknown): (readonly [string, string])[] {
	if (typeof value === 'string') return [[place, value]];
	if (Array.isArray(value)) return value.flatMap((one, at) => textsOf(`${place}[${at + 1}]`, one));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, one]) => textsOf(place ? `${place}.${key}` : key, one));
}

/** What is wrong with the texts of a definition, each in the right form already. */
function textFaults(definition: BadgeDefinition): BadgeFileFault[] {
	return textsOf('definition', definition).flatMap(([place, text]) => {
		const most = LONGEST.find(([where]) => where.test(place))![1];
		if (characterCount(text) > most) return [fault(place, 'too-long', { most })];
		if (/^definition\.name\./.test(place) && text.includes('\n')) return [fault(place, 'one-line')];
		return [];
	});
}

/** What a badge of an institution's own may not ask, beside what no badge may. */
function ownFaults({ version, criteria }: BadgeDefinition): BadgeFileFault[] {
	const faults: BadgeFileFault[] = [];
	if (version > MOST.version) faults.push(fault('definition.version', 'at-most', { most: MOST.version }));
	for (const [at, rule] of criteria.rules.entries()) {
		const place = `definition.criteria.rules[${at + 1}]`;
		if (rule.rule === 'training-minutes' && rule.minutes > MOST.minutes)
			faults.push(fault(`${place}.minutes`, 'at-most', { most: MOST.minutes }));
		if (rule.rule === 'evidence' && rule.count > MOST.count)
			faults.push(fault(`${place}.count`, 'at-most', { most: MOST.count }));
	}
	return faults;
}

/** What is wrong with the drawings of a badge. */
function drawingFaults(data: unknown): BadgeFileFault[] {
	return (['fr', 'en'] as const).flatMap((locale) => {
		const drawing = valueAt(data, ['artwork', locale]);
		const found = typeof drawing === 'string' ? drawingFault(drawing) : undefined;
		if (!found) return [];
		const params = { word: found.word, most: Math.floor(LARGEST_DRAWING / 1_000) };
		return [fault(`artwork.${locale}`, `drawing-${found.reason}`, params)];
	});
}

const JSON_FAULTS: Readonly<Partial<Record<JsonFault['reason'], BadgeFileFaultCode>>> = {
	'too-deep': 'too-deep',
	'too-many-values': 'too-deep',
	'duplicate-key': 'duplicate-key',
	'bad-text': 'bad-character',
};

/**
 * Reads the file of a badge: what it holds, or every fault that can be told at once, each with its place. Takes
 * as long as the file is large; it is meant for another thread than the one that answers visitors.
 */
export function readBadgeFile(text: string): BadgeFileRead {
	if (text.length > LARGEST_BADGE_DEFINITION_FILE)
		return { faults: [fault('', 'too-large', { most: LARGEST_BADGE_DEFINITION_FILE / 1_000 })] };
	let data: unknown;
	try {
		data = parseStrictJson(text.replace(/^\uFEFF/, ''));
	} catch (problem) {
		if (!(problem instanceof JsonFault)) throw problem;
		return { faults: [fault('', JSON_FAULTS[problem.reason] ?? 'not-json')] };
	}
	const bad = textsOf('', data).filter(
		([place, one]) => !isStorable(one) || (place.startsWith('definition') && CONTROL.test(one)),
	);
	if (bad.length > 0) return { faults: bad.map(([place]) => fault(place, 'bad-character')) };
	const whole = wholeFile.safeParse(data);
	const outside = whole.error?.issues.flatMap((one) => faultsOf(one, data, '')) ?? [];
	const given = withFrameworks((data as { definition?: unknown } | null)?.definition);
	const id = (given as { id?: unknown } | undefined | null)?.id;
	const checked = badgeFileSchema(typeof id === 'string' ? id : '').safeParse(given);
	const inside =
		given === undefined
			? []
			: (checked.error?.issues.flatMap((one) => faultsOf(one, given, 'definition')) ??
				(checked.data ? [...textFaults(checked.data), ...ownFaults(checked.data)] : []));
	const drawn = drawingFaults(data);
	const faults = new Map([...outside, ...inside, ...drawn].map((one) => [`${one.place} ${one.code}`, one]));
	if (faults.size > 0 || !whole.data || !checked.data) return { faults: [...faults.values()] };
	const { fr, en = null } = whole.data.artwork;
	const [artworkFr, artworkEn] = [fr, en].map((one) => one?.replace(/^\uFEFF/, '') ?? null);
	return {
		content: {
			definition: checked.data as BadgeDefinition,
			artworkFr: artworkFr!,
			artworkEn: artworkEn === artworkFr ? null : artworkEn!,
		},
	};
}
