import { type Actor, must, mustBePerson } from '#identity';
import { writeAsActor } from '#identity/server';
import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import {
	type Draft,
	DRAFT_LIMITS,
	type FormName,
	isWithinDraftLimit,
	hasSameContent,
	type EnteredFields,
} from '../draft.ts';
import { addDraft, deleteDraft, draftsOf, findDraft, replaceDraft } from './draft-store.ts';

/**
 * What a page sends to store a draft: what the person typed, and the revision of the draft that the page
 * showed (0: none).
 */
export interface DraftInput extends FormName {
	readonly revision: number;
	readonly typed: EnteredFields;
	/** True when the person has seen the other version of the draft and chosen this one. */
	readonly settled: boolean;
}

/**
 * The result of storing a draft. `kept`: it is stored, under this revision. `stale`: it is not stored,
 * because the draft was changed elsewhere meanwhile; `draft` is that other version, to be shown next to the
 * person's own.
 */
export type SaveDraftResult =
	| { readonly kind: 'kept'; readonly revision: number }
	| { readonly kind: 'stale'; readonly draft: Pick<Draft, 'revision' | 'typed'> };

/**
 * The actor's id, and a check that they may write their own drafts, to be repeated inside the write unit.
 * Throws unless the actor is a signed-in person.
 */
export function mustWriteOwnDrafts(actor: Actor): { person: string; may: (me: Actor) => void } {
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	may(actor);
	return { person, may };
}

/** A draft is its author's alone. */
const OWN = { isOwn: true } as const;

/**
 * Stores what the actor is typing as a draft, if the stored draft still has the revision that the page
 * showed. Otherwise stores nothing and returns the other version, for the person to choose; the same text
 * again counts as stored. A new draft beyond the limit of one person deletes their oldest. Throws
 * `drafts.too-long` (413) for a text longer than any form of the product.
 */
export async function saveDraft(world: World, actor: Actor, input: DraftInput): Promise<SaveDraftResult> {
	const { person, may } = mustWriteOwnDrafts(actor);
	if (!isWithinDraftLimit(input.typed)) throw new Refusal('drafts.too-long', { status: 413 });
	return writeAsActor(
		world,
		actor,
		may,
		async (tx): Promise<SaveDraftResult> => {
			const before = await findDraft(tx, person, input);
			if (before && before.revision !== input.revision) {
				if (!hasSameContent(before.typed, input.typed))
					return { kind: 'stale', draft: { revision: before.revision, typed: before.typed } };
				return { kind: 'kept', revision: before.revision };
			}
			const other = input.settled ? null : (before?.other ?? null);
			return { kind: 'kept', revision: await write(tx, world, person, { ...input, other }, before) };
		},
		OWN,
	);
}

/**
 * Inside a write unit: stores as a person's draft a form that they sent after their session had ended. If
 * another version was stored meanwhile, it is kept too, as `other`.
 */
export async function restoreSentForm(
	tx: Queries,
	world: World,
	person: string,
	text: Omit<DraftInput, 'settled'>,
): Promise<void> {
	const before = await findDraft(tx, person, text);
	const moved = before && before.revision !== text.revision && !hasSameContent(before.typed, text.typed);
	const other = moved ? before.typed : (before?.other ?? null);
	await write(tx, world, person, { ...text, other }, before);
}

async function write(
	tx: Queries,
	world: Pick<World, 'now'>,
	person: string,
	{ path, form, revision: seen, typed, other }: Omit<Draft, 'savedAt'>,
	before: Draft | undefined,
): Promise<number> {
	const revision = (before?.revision ?? seen) + 1;
	const draft = { path, form, revision, typed, other, savedAt: world.now() };
	if (before) {
		if (!(await replaceDraft(tx, person, draft))) throw new Error('A draft disappeared inside a write unit.');
		return revision;
	}
	await addDraft(tx, person, draft);
	for (const old of (await draftsOf(tx, person)).slice(DRAFT_LIMITS.mostOfOne))
		await deleteDraft(tx, person, old);
	return revision;
}

/** Deletes the actor's draft of a form, because the form was sent or the draft was discarded. Idempotent. */
export async function deleteOwnDraft(world: World, actor: Actor, name: FormName): Promise<void> {
	const { person, may } = mustWriteOwnDrafts(actor);
	if (!(await findDraft(world.db.read, person, name))) return;
	await writeAsActor(world, actor, may, (tx) => deleteDraft(tx, person, name), OWN);
}
