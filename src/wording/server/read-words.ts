import { CERTAINTY_WORDS, type CertaintyWord, type Framework } from '#framework';
import { characterCount, isStorable } from '#platform';
import { readRecords } from '#platform/threads';
import { DIMENSION_FIELDS, ELEMENTS, type WordedText, wordedTexts, type WordingChange } from '../worded.ts';
import { WORDING_COLUMNS, type WordingFault, type WordingFaultCode } from '../wording-fault.ts';

/** Most rows of a file of words, and most bytes. */
export const MOST_ROWS = 20_000;
/** See `MOST_ROWS`. */
export const LARGEST_WORDS = 8_000_000;

/** Most characters of a file of words that a page takes: several times a whole framework. */
export const LARGEST_PASTED = 200_000;

/** Longest texts, in characters, by the end of their slug. */
const LONGEST = { short: 40, other: 1_500 } as const;
const LONGEST_ROW = 20_000;
/** A cell that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@]/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** How a row says that its element is new. */
const NEW = 'new:';

/** What a file of words asks to change in a version of the framework, or all that is wrong in it. */
export type WordsRead =
	| { readonly faults: readonly WordingFault[] }
	| { readonly faults: readonly []; readonly changes: readonly WordingChange[] };

const fault = (
	line: number,
	code: WordingFaultCode,
	column: WordingFault['column'] = null,
	params: WordingFault['params'] = {},
): WordingFault => ({ line, column, code, params });

const certaintyOf = (word: string): CertaintyWord | undefined =>
	CERTAINTY_WORDS.find((one) => one === word.trim().toLowerCase());

interface Line {
	readonly line: number;
	readonly cells: readonly string[];
}

/** The rows of a table, or why it is none. */
function rowsOf(bytes: Uint8Array): readonly Line[] | WordingFault {
	if (bytes.byteLength > LARGEST_WORDS)
		return fault(1, 'too-large', null, { most: LARGEST_WORDS / 1_000_000 });
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return fault(1, 'encoding');
	}
	const headers = /[^\r\n]*/.exec(text)?.[0] ?? '';
	const delimiter = [';', ',', '\t'].find((sign) => headers.toLowerCase().startsWith(`slug${sign}`)) ?? ',';
	const read = readRecords(text, { delimiter, most: MOST_ROWS + 2, longestRow: LONGEST_ROW });
	return 'code' in read ? fault(read.line, read.code) : read;
}

/** What is wrong with the text of one cell. */
function textFault(line: number, column: 'fr' | 'en', slug: string, text: string): WordingFault | undefined {
	if (text === '') return fault(line, 'empty', column);
	if (!isStorable(text) || CONTROL.test(text)) return fault(line, 'control', column);
	const most = slug.endsWith('/short') ? LONGEST.short : LONGEST.other;
	return characterCount(text) > most ? fault(line, 'too-long', column, { most }) : undefined;
}

/** Where a slug leads in a version of the framework, or what is wrong with it. */
function placeOf(
	given: string,
	known: ReadonlyMap<string, WordedText>,
	framework: Framework,
): { readonly slug: string; readonly isNew: boolean } | WordingFaultCode {
	if (!given.startsWith(NEW)) return known.has(given) ? { slug: given, isNew: false } : 'unknown-slug';
	const slug = given.slice(NEW.length);
	const [dimension = '', element = '', ...rest] = slug.split('/');
	if (known.has(slug)) return 'not-new';
	const isHome = framework.dimensions.some((one) => one.slug === dimension);
	const isField = (DIMENSION_FIELDS as readonly string[]).includes(element);
	return isHome && !isField && SLUG.test(element) && rest.length === 0 && element.length <= 60
		? { slug, isNew: true }
		: 'new-slug';
}

const isElement = (slug: string, { dimensions }: Framework): boolean =>
	dimensions.some((one) => one.elements.some((element) => slug === `${one.slug}/${element.slug}`));

/** The faults of dimensions that the changes would leave with too few elements, or give too many. */
function elementFaults(
	framework: Framework,
	changes: readonly WordingChange[],
	line: number,
): WordingFault[] {
	return framework.dimensions.flatMap(({ slug, elements }) => {
		const own = changes.filter((one) => one.slug.startsWith(`${slug}/`));
		const count =
			elements.length +
			own.filter(({ kind }) => kind === 'new').length -
			own.filter(({ kind }) => kind === 'removed').length;
		return count < ELEMENTS.least || count > ELEMENTS.most
			? [fault(line, 'elements', 'slug', { dimension: slug, ...ELEMENTS })]
			: [];
	});
}

/**
 * Reads a file of words (CSV in UTF-8, columns `slug`, `fr`, `en`, `provenance`) for a version of the framework as
 * it stands: what it would change, or every fault with its line and column. A text that is already so is no
 * change. A row of an element without any text removes it; `new:` before a slug adds an element.
 */
export function readWords(bytes: Uint8Array, framework: Framework): WordsRead {
	const rows = rowsOf(bytes);
	if ('code' in rows) return { faults: [rows] };
	const [headers, ...lines] = rows;
	const named = headers?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
	if (named.join() !== WORDING_COLUMNS.join())
		return { faults: [fault(1, 'header', null, { columns: WORDING_COLUMNS.join(', ') })] };
	if (lines.length > MOST_ROWS)
		return { faults: [fault(MOST_ROWS + 2, 'too-many', null, { most: MOST_ROWS })] };
	const known = new Map(wordedTexts(framework).map((one) => [one.slug, one]));
	const seen = new Set<string>();
	const faults: WordingFault[] = [];
	const changes: WordingChange[] = [];
	for (const { line, cells } of lines) {
		const formula = cells.findIndex((cell) => FORMULA.test(cell.trim()));
		if (formula !== -1) {
			faults.push(fault(line, 'formula', WORDING_COLUMNS[formula] ?? null));
			continue;
		}
		if (cells.length !== WORDING_COLUMNS.length) {
			faults.push(fault(line, 'cells', null, { count: WORDING_COLUMNS.length }));
			continue;
		}
		const [given = '', fr = '', en = '', provenance = ''] = cells.map((cell) => cell.trim());
		const place = placeOf(given, known, framework);
		if (typeof place === 'string') {
			faults.push(fault(line, place, 'slug', { slug: given.slice(0, 120) }));
			continue;
		}
		const { slug, isNew } = place;
		if (seen.has(slug)) {
			faults.push(fault(line, 'twice', 'slug', { slug }));
			continue;
		}
		seen.add(slug);
		const before = known.get(slug);
		if (fr === '' && en === '' && !isNew && before) {
			if (isElement(slug, framework)) changes.push({ ...before, slug, kind: 'removed' });
			else faults.push(fault(line, 'stays', 'slug', { slug }));
			continue;
		}
		const wrong = [textFault(line, 'fr', slug, fr), textFault(line, 'en', slug, en)].filter((one) => one);
		const [first = '', second = first] = provenance.split('/');
		const certainty = { fr: certaintyOf(first), en: certaintyOf(second) };
		if (!certainty.fr || !certainty.en)
			wrong.push(fault(line, 'provenance', 'provenance', { words: CERTAINTY_WORDS.join(', ') }));
		if (wrong.length > 0 || !certainty.fr || !certainty.en) {
			faults.push(...wrong.filter((one) => one !== undefined));
			continue;
		}
		const same =
			before?.fr === fr &&
			before.en === en &&
			before.certainty.fr === certainty.fr &&
			before.certainty.en === certainty.en;
		if (!same)
			changes.push({
				...{ slug, fr, en },
				certainty: { fr: certainty.fr, en: certainty.en },
				kind: isNew ? 'new' : 'text',
			});
	}
	faults.push(...elementFaults(framework, changes, lines.at(-1)?.line ?? 1));
	return faults.length > 0 ? { faults } : { faults: [], changes };
}

const cell = (text: string) => (/[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The file of words of a version of the framework as it stands: CSV in UTF-8, to correct and import. */
export function wordsFile(framework: Framework): string {
	const rows = wordedTexts(framework).map(({ slug, fr, en, certainty }) => [
		...[slug, fr, en],
		certainty.fr === certainty.en ? certainty.fr : `${certainty.fr}/${certainty.en}`,
	]);
	return `${[WORDING_COLUMNS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
