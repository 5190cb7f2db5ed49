import { setImmediate } from 'node:timers/promises';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { type Actor, must } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type CatalogueEntry, type CatalogueRowFault, type EntryContent, entryKey } from '../../index.ts';
import { type CatalogueFault, catalogueHeader, catalogueRowText, MOST_ENTRIES } from './catalogue-csv.ts';
import { type CatalogueHandedOver, entriesOfBlock, readCatalogueElsewhere } from './catalogue-job.ts';
import { editedInstitution, newEntry } from './edit-catalogue.ts';
import { entriesAfter, entriesAlike, entryCount, insertEntries, replaceEntry } from './entry-store.ts';

/** What the import of a table would do, and what stands against it. */
export interface CataloguePreview {
	readonly fault: CatalogueFault | null;
	/** The first rows at fault, and how many there are. */
	readonly faults: readonly CatalogueRowFault[];
	readonly faultCount: number;
	readonly added: number;
	readonly changed: number;
	/** Trainings that are in the catalogue as the table says. */
	readonly same: number;
	/** Rows that repeat one above. */
	readonly repeated: number;
	/** True when the catalogue would hold more trainings than it may. */
	readonly tooMany: boolean;
}

const read = (world: World, text: string): Promise<CatalogueHandedOver> =>
	readCatalogueElsewhere(world.threads, {
		text,
		dimensions: framework(CURRENT_VERSION).dimensions.map(({ slug, number }) => ({ slug, number })),
	});

const isSame = (entry: CatalogueEntry, content: EntryContent): boolean =>
	entry.retiredAt === null &&
	(Object.keys(content) as (keyof EntryContent)[]).every(
		(name) =>
			JSON.stringify([entry[name]].flat().toSorted()) === JSON.stringify([content[name]].flat().toSorted()),
	);

/** What becomes of a training of a table: it is new, or another content of one in the catalogue, or the same. */
interface Fate {
	readonly content: EntryContent;
	readonly before: CatalogueEntry | undefined;
	readonly same: boolean;
}

async function fates(q: Queries, institution: string, block: string): Promise<readonly Fate[]> {
	const contents = entriesOfBlock(block);
	const alike = await entriesAlike(q, institution, contents);
	const byKey = new Map(alike.map((entry) => [entryKey(entry), entry]));
	return contents.map((content) => {
		const before = byKey.get(entryKey(content));
		return { content, before, same: before !== undefined && isSame(before, content) };
	});
}

/**
 * Says what the import of a table (CSV) would do to the catalogue of the actor's institution, and what stands
 * against it, by line and column. Writes nothing.
 */
export async function previewCatalogue(world: World, actor: Actor, text: string): Promise<CataloguePreview> {
	const institution = editedInstitution(actor);
	must(actor, 'curate', { kind: 'institution', institution });
	const { fault, faults, faultCount, repeated, blocks } = await read(world, text);
	let [added, changed, same] = [0, 0, 0];
	for (const block of blocks) {
		for (const one of await fates(world.db.read, institution, block)) {
			if (one.same) same += 1;
			else if (one.before) changed += 1;
			else added += 1;
		}
		await setImmediate();
	}
	const tooMany = added > 0 && (await entryCount(world.db.read, institution)) + added > MOST_ENTRIES;
	return { fault, faults, faultCount, added, changed, same, repeated, tooMany };
}

/**
 * Imports a table (CSV) into the catalogue of the actor's institution, whole or not at all: adds what is new,
 * changes what has the same address (or, without one, the same title and provider), offering it again. Throws
 * `training.catalogue-faults` when a row is at fault, or the whole table. Idempotent for a form's key.
 */
export async function importCatalogue(
	world: World,
	actor: Actor,
	{ content, key }: { readonly content: string; readonly key: string },
): Promise<{ added: number; changed: number }> {
	const institution = editedInstitution(actor);
	const may = (me: Actor) => must(me, 'curate', { kind: 'institution', institution });
	may(actor);
	const { fault, faultCount, blocks, digest } = await read(world, content);
	if (fault || faultCount > 0) throw new Refusal('training.catalogue-faults', { field: 'file' });
	const form = { may, action: 'training.import-catalogue', key, sent: { digest } };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		let [added, changed] = [0, 0];
		for (const block of blocks) {
			const all = await fates(tx, institution, block);
			const fresh = all.filter(({ before }) => !before);
			await insertEntries(
				tx,
				fresh.map((one) => newEntry(world, institution, one.content)),
			);
			added += fresh.length;
			for (const { content: after, before, same } of all) {
				if (!before || same) continue;
				const revision = before.revision + 1;
				const now = world.now();
				await replaceEntry(tx, { ...before, ...after, revision, updatedAt: now, retiredAt: null });
				changed += 1;
			}
			// Lets who reads meanwhile be answered.
			await setImmediate();
		}
		if (added > 0 && (await entryCount(tx, institution)) > MOST_ENTRIES)
			throw new Refusal('training.catalogue-full', { field: 'file', params: { most: MOST_ENTRIES } });
		return { added, changed };
	});
}

/** How many trainings are read together when a catalogue is exported. */
const PER_READ = 500;

/** The catalogue that the actor edits as a table (CSV), the trainings offered alone; it can be imported elsewhere. */
export async function exportCatalogue(world: World, actor: Actor): Promise<string> {
	const institution = editedInstitution(actor);
	must(actor, 'curate', { kind: 'institution', institution });
	const parts = [catalogueHeader()];
	for (let after = ''; ; await setImmediate()) {
		const entries = await entriesAfter(world.db.read, institution, { after, limit: PER_READ });
		parts.push(...entries.filter(({ retiredAt }) => retiredAt === null).map(catalogueRowText));
		if (entries.length < PER_READ) return parts.join('');
		after = entries.at(-1)!.id;
	}
}
