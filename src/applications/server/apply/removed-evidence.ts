import type { Actor } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { erasureDue, removalCutoff, notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { addEvidenceRow, evidenceOf } from '../application-store.ts';
import { letGoOfEvidenceFiles } from '../evidence-file-store.ts';
import { eraseRemovedEvidence, type RemovedEvidence, removedEvidenceOf } from '../removed-store.ts';
import { MOST_EVIDENCE } from '../../marking.ts';
import { lockForEditing, mustBeApplicant, ownApplication } from './own-application.ts';

/** A piece of evidence that can still be put back, and until when. */
export interface RestorableEvidence {
	readonly id: string;
	readonly title: string;
	readonly until: Date;
}

/** A removed piece of evidence and the key of the form that names it. */
interface Named {
	readonly removed: string;
	readonly key: string;
}

/** The pieces removed less than 24 hours ago from the actor's own application, the last removed first. */
export async function recentlyRemovedEvidence(
	world: World,
	actor: Actor,
	id: string,
): Promise<readonly RestorableEvidence[]> {
	await ownApplication(world, actor, id);
	const removed = await removedEvidenceOf(world.db.read, id, removalCutoff(world.now()));
	return removed.map(({ id: piece, title, removedAt }) => ({
		id: piece,
		title,
		until: erasureDue(removedAt),
	}));
}

/**
 * Puts back a piece of evidence removed less than 24 hours ago, as it was, in an application that is a draft
 * or was sent back. Throws not-found for any other piece, `recognition.changed-meanwhile` (409) for an
 * application in another state, and `recognition.evidence-enough` when it has ten pieces already. Idempotent
 * for a form's key.
 */
export async function putBackEvidence(
	world: World,
	actor: Actor,
	id: string,
	{ removed, key }: Named,
): Promise<boolean> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const action = `recognition.evidence-put-back:${id}:${removed}`;
	return writeOnceAsActor(world, actor, { may, action, key, sent: {} }, async (tx) => {
		await lockForEditing(tx, id);
		const after = removalCutoff(world.now());
		const found = (await removedEvidenceOf(tx, id, after)).find((one) => one.id === removed);
		if (!found) throw notFound();
		if ((await evidenceOf(tx, id)).length >= MOST_EVIDENCE) throw new Refusal('recognition.evidence-enough');
		const { removedAt: _removedAt, ...evidence }: RemovedEvidence = found;
		await eraseRemovedEvidence(tx, id, removed);
		await addEvidenceRow(tx, id, evidence);
		return true;
	});
}

/** Erases permanently a piece of evidence removed from the actor's own application. Idempotent. */
export async function eraseEvidenceForGood(
	world: World,
	actor: Actor,
	id: string,
	{ removed, key }: Named,
): Promise<boolean> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const action = `recognition.evidence-erase:${id}:${removed}`;
	return writeOnceAsActor(world, actor, { may, action, key, sent: {} }, async (tx) => {
		await letGoOfEvidenceFiles(tx, await eraseRemovedEvidence(tx, id, removed), world.now());
		return true;
	});
}
