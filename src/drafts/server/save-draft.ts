import { type Actor, must, personOf } from '#identity';
import { actWithoutKey } from '#identity/server';
import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Draft, DRAFT, type FormName, isKeepable, sameTyped, type Typed } from '../draft.ts';
import { addDraft, deleteDraft, draftsOf, findDraft, replaceDraft } from './store.ts';

/** What somebody is writing, and the revision of the draft they had before their eyes (0: none). */
export interface DraftInput extends FormName {
	readonly revision: number;
	readonly typed: Typed;
	/** They have seen the other version, and this is what stays. */
	readonly settled: boolean;
}

/** Kept under a new revision; or not, because another version came first: that one, to be shown beside. */
export type Saved =
	| { readonly kind: 'kept'; readonly revision: number }
	| { readonly kind: 'stale'; readonly draft: Pick<Draft, 'revision' | 'typed'> };

/** The person who writes, and what is asked of them again inside the write unit. */
export function writerOf(actor: Actor): { person: string; may: (me: Actor) => void } {
	const { id: person } = personOf(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	may(actor);
	return { person, may };
}

/**
 * Keeps what somebody is writing, over the revision they had before their eyes. Over another one nothing is written and
 * both versions are theirs to choose from; the same text sent again is kept once. A text too long for any form of ours
 * is refused (`drafts.too-long`, 413).
 */
export async function saveDraft(world: World, actor: Actor, input: DraftInput): Promise<Saved> {
	const { person, may } = writerOf(actor);
	if (!isKeepable(input.typed)) throw new Refusal('drafts.too-long', { status: 413 });
	return actWithoutKey(world, actor, may, async (tx): Promise<Saved> => {
		const before = await findDraft(tx, person, input);
		if (before && before.revision !== input.revision) {
			if (!sameTyped(before.typed, input.typed))
				return { kind: 'stale', draft: { revision: before.revision, typed: before.typed } };
			return { kind: 'kept', revision: before.revision };
		}
		const other = input.settled ? null : (before?.other ?? null);
		return { kind: 'kept', revision: await write(tx, world, person, { ...input, other }, before) };
	});
}

/**
 * Inside a write unit: puts a text that somebody had sent after their session's end where their drafts are. Another
 * version written since is kept beside it.
 */
export async function putBack(
	tx: Queries,
	world: World,
	person: string,
	text: Omit<DraftInput, 'settled'>,
): Promise<void> {
	const before = await findDraft(tx, person, text);
	const moved = before && before.revision !== text.revision && !sameTyped(before.typed, text.typed);
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
	for (const old of (await draftsOf(tx, person)).slice(DRAFT.mostOfOne)) await deleteDraft(tx, person, old);
	return revision;
}

/** The drafts of one page, of the person who asks; none for somebody who has not signed in. */
export async function draftsOfPage(world: World, actor: Actor, path: string): Promise<Draft[]> {
	return actor.kind === 'person' ? draftsOf(world.db.read, actor.id, path) : [];
}

/** Forgets a draft: it was sent, or its person throws it away. One that is gone is no fault. */
export async function forgetDraft(world: World, actor: Actor, name: FormName): Promise<void> {
	const { person, may } = writerOf(actor);
	if (!(await findDraft(world.db.read, person, name))) return;
	await actWithoutKey(world, actor, may, (tx) => deleteDraft(tx, person, name));
}
