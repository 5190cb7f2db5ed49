import { and, asc, count, eq, gt, inArray, isNotNull, isNull, like, or, type SQL } from 'drizzle-orm';
import { type Audience, searchable } from '#identity';
import { inBatches, insertRows, type Queries } from '#platform/server';
import { type CatalogueEntry, type EntryContent, type EntryLanguage, searchedText } from '../../index.ts';
import { type tables, tablesOf } from '../tables.ts';

type Table = ReturnType<typeof tables>['catalogueEntries'];
type Row = Table['$inferSelect'];

/** A list of words as a column holds it: each between spaces, so that one is found by itself. */
const held = (words: readonly string[]) => ` ${words.join(' ')} `;
const words = (column: string) => column.trim().split(' ');

const read = ({ searched: _, titleOrder: __, ...row }: Row): CatalogueEntry => ({
	...row,
	language: row.language as EntryLanguage,
	audiences: words(row.audiences) as Audience[],
	dimensions: words(row.dimensions),
});

const column = (entry: CatalogueEntry): Row => ({
	...entry,
	audiences: held(entry.audiences),
	dimensions: held(entry.dimensions),
	searched: searchedText(entry),
	// Letters and digits alone, which every database sorts alike.
	titleOrder: searchable(entry.title).slice(0, 80),
});

/** Stores new trainings of catalogues. */
export const insertEntries = (tx: Queries, entries: readonly CatalogueEntry[]): Promise<void> =>
	insertRows(tx, tablesOf(tx).catalogueEntries, entries.map(column));

/** Stores a training in the place of its previous revision; returns false when another one is stored. */
export async function replaceEntry(tx: Queries, entry: CatalogueEntry): Promise<boolean> {
	const { catalogueEntries: t } = tablesOf(tx);
	const before = and(eq(t.id, entry.id), eq(t.revision, entry.revision - 1));
	const changed = await tx.update(t).set(column(entry)).where(before).returning({ id: t.id });
	return changed.length === 1;
}

/** A training of a catalogue, offered or retired. */
export async function findEntry(q: Queries, id: string): Promise<CatalogueEntry | undefined> {
	const { catalogueEntries: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row && read(row);
}

/** Which trainings to find: of these institutions, offered or retired, with every word, for an audience… */
export interface EntrySearch {
	readonly institutions: readonly string[];
	readonly retired: boolean;
	/** Folded words, each of which must be found in title or provider. */
	readonly words?: readonly string[];
	readonly audience?: Audience | null;
	readonly dimension?: string | null;
}

function matching(t: Table, search: EntrySearch): SQL | undefined {
	const { institutions, retired, words: wanted = [], audience, dimension } = search;
	return and(
		inArray(t.institution, [...institutions]),
		retired ? isNotNull(t.retiredAt) : isNull(t.retiredAt),
		// Folded words hold letters and digits alone, and slugs hyphens: nothing that LIKE reads otherwise.
		...wanted.map((word) => like(t.searched, `%${word}%`)),
		audience ? like(t.audiences, `% ${audience} %`) : undefined,
		dimension ? like(t.dimensions, `% ${dimension} %`) : undefined,
	);
}

/** The trainings found, by title, and how many there are in all. */
export async function findEntries(
	q: Queries,
	search: EntrySearch,
	{ limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<{ readonly entries: CatalogueEntry[]; readonly count: number }> {
	if (search.institutions.length === 0) return { entries: [], count: 0 };
	const { catalogueEntries: t } = tablesOf(q);
	const where = matching(t, search);
	const rows = await q
		.select()
		.from(t)
		.where(where)
		.orderBy(asc(t.titleOrder), asc(t.id))
		.limit(limit)
		.offset(offset);
	const [found] = await q
		.select({ count: count().mapWith(Number) })
		.from(t)
		.where(where);
	return { entries: rows.map(read), count: found!.count };
}

/** Trainings of the catalogue of an institution, offered or retired, in the order of their ids, after one of them. */
export async function entriesAfter(
	q: Queries,
	institution: string,
	{ after, limit }: { readonly after: string; readonly limit: number },
): Promise<CatalogueEntry[]> {
	const { catalogueEntries: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(and(eq(t.institution, institution), gt(t.id, after)))
		.orderBy(asc(t.id))
		.limit(limit);
	return rows.map(read);
}

/** The trainings that an institution offers at these addresses, by address. */
export async function entriesAt(
	q: Queries,
	institution: string,
	addresses: readonly string[],
): Promise<ReadonlyMap<string, CatalogueEntry>> {
	const { catalogueEntries: t } = tablesOf(q);
	const rows = await inBatches(addresses, (some) =>
		q
			.select()
			.from(t)
			.where(and(eq(t.institution, institution), inArray(t.address, some), isNull(t.retiredAt))),
	);
	return new Map(rows.map((row) => [row.address!, read(row)]));
}

/** How many trainings the catalogue of an institution holds, offered or retired. */
export async function entryCount(q: Queries, institution: string): Promise<number> {
	const { catalogueEntries: t } = tablesOf(q);
	const [found] = await q
		.select({ count: count().mapWith(Number) })
		.from(t)
		.where(eq(t.institution, institution));
	return found!.count;
}

/** The trainings of an institution that have the address of one of these or, without one, its title and provider. */
export async function entriesAlike(
	q: Queries,
	institution: string,
	contents: readonly EntryContent[],
): Promise<CatalogueEntry[]> {
	const { catalogueEntries: t } = tablesOf(q);
	const addresses = contents.flatMap(({ address }) => address ?? []);
	const named = contents.filter(({ address }) => address === null).map(searchedText);
	const rows = await q
		.select()
		.from(t)
		.where(
			and(
				eq(t.institution, institution),
				or(
					addresses.length > 0 ? inArray(t.address, addresses) : undefined,
					named.length > 0 ? and(isNull(t.address), inArray(t.searched, named)) : undefined,
				),
			),
		)
		.orderBy(asc(t.id));
	return rows.map(read);
}
