import { AUDIENCES, type Audience, searchable } from '#identity';
import { visibleLine } from '#platform';
import { durationInMinutes } from '../duration.ts';
import { readLink } from '../link.ts';
import { type EntryContent, entryKey, type EntryLanguage, entryProblem } from './entry.ts';

/** The columns of the table of a catalogue, in the order in which they are exported. */
export const CATALOGUE_COLUMNS = [
	'title',
	'provider',
	'address',
	'duration',
	'language',
	'audiences',
	'dimensions',
	'cost',
] as const;

/** What a column of the table of a catalogue holds. */
export type CatalogueColumn = (typeof CATALOGUE_COLUMNS)[number];

const HEADERS: Readonly<Record<CatalogueColumn, readonly string[]>> = {
	title: ['title', 'titre', 'nom'],
	provider: ['provider', 'organisme', 'fournisseur'],
	address: ['address', 'adresse', 'url', 'lien', 'link'],
	duration: ['duration', 'duree', 'minutes'],
	language: ['language', 'langue'],
	audiences: ['audience', 'audiences', 'public', 'publics'],
	dimensions: ['dimension', 'dimensions'],
	cost: ['cost', 'cout', 'prix'],
};

/** The column that a header names, in French or English; undefined for a header that names none. */
export const columnNamed = (header: string): CatalogueColumn | undefined =>
	CATALOGUE_COLUMNS.find((column) => HEADERS[column].includes(searchable(header)));

const LANGUAGES: Readonly<Record<string, EntryLanguage>> = {
	...{ fr: 'fr', francais: 'fr', french: 'fr', en: 'en', anglais: 'en', english: 'en' },
	...{ both: 'both', fren: 'both', enfr: 'both', lesdeux: 'both', bilingue: 'both', bilingual: 'both' },
};

const AUDIENCE_WORDS: Readonly<Record<Audience, readonly string[]>> = {
	teacher: ['teacher', 'teachers', 'enseignant', 'enseignants', 'personnelenseignant'],
	staff: ['staff', 'personnel'],
	student: ['student', 'students', 'etudiant', 'etudiants', 'eleve', 'eleves'],
};

const parts = (cell: string): string[] =>
	cell
		.split(/[,;|]/)
		.map((one) => one.trim())
		.filter((one) => one !== '');

const audienceNamed = (word: string): Audience | undefined =>
	AUDIENCES.find((audience) => AUDIENCE_WORDS[audience].includes(searchable(word)));

/** A row of a table: its line, from 1, and its cells by what their column holds. */
export interface CatalogueRow {
	readonly line: number;
	readonly cells: Partial<Record<CatalogueColumn, string>>;
}

/** Why a row was not understood: its line, the column, the code of what to do, and the words at fault. */
export interface CatalogueRowFault {
	readonly line: number;
	readonly column: CatalogueColumn;
	readonly code: string;
	readonly given: string;
}

/** A dimension as a table may name it: by its slug or its number. */
export interface NamedDimension {
	readonly slug: string;
	readonly number: number;
}

const LONGEST_TOLD = 80;

/** Reads one row of a table: a training of the catalogue, or the first thing wrong with it. */
export function entryOfRow(
	{ line, cells }: CatalogueRow,
	dimensions: readonly NamedDimension[],
): EntryContent | CatalogueRowFault {
	const cell = (column: CatalogueColumn) => visibleLine(cells[column] ?? '');
	const fault = (column: CatalogueColumn, code: string, given = cell(column)): CatalogueRowFault => ({
		...{ line, column, code },
		given: given.slice(0, LONGEST_TOLD),
	});
	const minutes = durationInMinutes(cell('duration'), 'minutes');
	if (minutes === undefined) return fault('duration', 'training.duration-unreadable');
	const language = LANGUAGES[searchable(cell('language') || 'fr')];
	if (!language) return fault('language', 'training.entry-language');
	const audiences: Audience[] = [];
	for (const word of parts(cell('audiences'))) {
		const audience = audienceNamed(word);
		if (!audience) return fault('audiences', 'training.entry-audience', word);
		if (!audiences.includes(audience)) audiences.push(audience);
	}
	const slugs: string[] = [];
	for (const word of parts(cell('dimensions'))) {
		const found = dimensions.find(({ slug, number }) => slug === word || String(number) === word);
		if (!found) return fault('dimensions', 'training.entry-dimension-unknown', word);
		if (!slugs.includes(found.slug)) slugs.push(found.slug);
	}
	const link = cell('address') === '' ? null : readLink(cell('address'));
	if (typeof link === 'string') return fault('address', link);
	const entry: EntryContent = {
		...{ title: cell('title'), provider: cell('provider'), cost: cell('cost') },
		...{ minutes, language, audiences, dimensions: slugs, address: link?.address ?? null },
	};
	const wrong = entryProblem(
		entry,
		dimensions.map(({ slug }) => slug),
	);
	return wrong ? fault(wrong.field as CatalogueColumn, wrong.code) : entry;
}

/** What a table of trainings says: those that are sound, the rows that are not, and how many repeat one above. */
export interface CatalogueRead {
	readonly entries: readonly EntryContent[];
	readonly faults: readonly CatalogueRowFault[];
	readonly repeated: number;
}

/** Reads the rows of a table, each training once. */
export function readCatalogueRows(
	rows: readonly CatalogueRow[],
	dimensions: readonly NamedDimension[],
): CatalogueRead {
	const entries = new Map<string, EntryContent>();
	const faults: CatalogueRowFault[] = [];
	let repeated = 0;
	for (const row of rows) {
		const one = entryOfRow(row, dimensions);
		if ('code' in one) faults.push(one);
		else if (entries.has(entryKey(one))) repeated += 1;
		else entries.set(entryKey(one), one);
	}
	return { entries: [...entries.values()], faults, repeated };
}
