import { type Actor, can, must, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { type CatalogueEntry, type EntryContent, entryProblem, readLink } from '../../index.ts';
import { findEntry, insertEntries, replaceEntry } from './entry-store.ts';

/**
 * The institution whose catalogue the actor edits, where they act: as its adviser or its administrator, in
 * their own name. Throws not-found (404) for anybody else.
 */
export function editedInstitution(actor: Actor): string {
	const { memberships } = mustBePerson(actor);
	const found = memberships.find(({ institution }) =>
		can(actor, 'curate', { kind: 'institution', institution }),
	);
	if (!found) throw notFound();
	return found.institution;
}

const mayEdit = (institution: string) => (me: Actor) =>
	must(me, 'curate', { kind: 'institution', institution });

/**
 * Checks a training of the catalogue that an editor sends, and returns it as it is to be stored. Throws a
 * refusal for the first thing wrong with it, naming its form field.
 */
export function mustBeSoundEntry(entry: EntryContent): EntryContent {
	const slugs = framework(CURRENT_VERSION).dimensions.map(({ slug }) => slug);
	const fault = entryProblem(entry, slugs);
	if (fault) throw new Refusal(fault.code, { field: fault.field });
	const link = entry.address === null ? null : readLink(entry.address);
	if (typeof link === 'string') throw new Refusal(link, { field: 'address' });
	const { title, provider, minutes, language, audiences, dimensions, cost } = entry;
	return {
		...{ title, provider, minutes, language, audiences, cost },
		address: link?.address ?? null,
		dimensions: slugs.filter((slug) => dimensions.includes(slug)),
	};
}

/** A new training as it is stored. */
export const newEntry = (
	world: Pick<World, 'newId' | 'now'>,
	institution: string,
	content: EntryContent,
): CatalogueEntry => {
	const now = world.now();
	return {
		...{ ...content, id: world.newId(), institution, revision: 1 },
		...{ createdAt: now, updatedAt: now, retiredAt: null },
	};
};

/** Adds a training to the catalogue of the actor's institution; returns its id. Idempotent for a form's key. */
export async function addEntry(
	world: World,
	actor: Actor,
	{ key, ...content }: EntryContent & { readonly key: string },
): Promise<string> {
	const institution = editedInstitution(actor);
	const sound = mustBeSoundEntry(content);
	const form = { may: mayEdit(institution), action: 'training.add-entry', key, sent: { ...sound } };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		const entry = newEntry(world, institution, sound);
		await insertEntries(tx, [entry]);
		return entry.id;
	});
}

/**
 * Changes a training of the catalogue of the actor's institution. Throws `training.entry-stale` (409) when it
 * was changed since the revision that the page showed. Idempotent for a form's key.
 */
export async function changeEntry(
	world: World,
	actor: Actor,
	{
		id,
		revision,
		key,
		...content
	}: EntryContent & { readonly id: string; readonly revision: number; readonly key: string },
): Promise<number> {
	const institution = editedInstitution(actor);
	const sound = mustBeSoundEntry(content);
	const action = `training.change-entry:${id}`;
	const form = { may: mayEdit(institution), action, key, sent: { ...sound } };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		const before = await findEntry(tx, id);
		if (before?.institution !== institution) throw notFound();
		const after = { ...before, ...sound, revision: revision + 1, updatedAt: world.now() };
		if (before.revision !== revision || !(await replaceEntry(tx, after)))
			throw new Refusal('training.entry-stale', { status: 409 });
		return after.revision;
	});
}

/**
 * Retires a training from the catalogue of the actor's institution, or offers it again: what people logged from
 * it stays. Returns its title. Idempotent for a form's key.
 */
export async function setEntryRetired(
	world: World,
	actor: Actor,
	{ id, retired, key }: { readonly id: string; readonly retired: boolean; readonly key: string },
): Promise<string> {
	const institution = editedInstitution(actor);
	const action = `training.${retired ? 'retire' : 'offer'}-entry:${id}`;
	const form = { may: mayEdit(institution), action, key, sent: {} };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		const before = await findEntry(tx, id);
		if (before?.institution !== institution) throw notFound();
		const now = world.now();
		const retiredAt = retired ? (before.retiredAt ?? now) : null;
		await replaceEntry(tx, { ...before, retiredAt, revision: before.revision + 1, updatedAt: now });
		return before.title;
	});
}
