import { createHash } from 'node:crypto';
import type { Actor } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { isEditable } from '../../application-states.ts';
import type { Evidence } from '../../application.ts';
import { addEvidenceRow, evidenceOf, removeEvidenceRow, replaceEvidenceRow } from '../application-store.ts';
import { addRemovedEvidence } from '../removed-store.ts';
import { changedMeanwhile, lockForEditing, mustBeApplicant, ownApplication } from './own-application.ts';
import { type EvidenceContent, mustBeValidEvidence } from './valid-evidence.ts';

/** The most pieces of evidence in one application. More would be too much for an adviser to examine. */
export const MOST_EVIDENCE = 10;

/** A piece of evidence that a person adds to their application, with the key of the form that sends it. */
export interface EvidenceInput extends EvidenceContent {
	/**
	 * Id of the piece of evidence that this one replaces: the same form had added it, then was corrected and
	 * sent again.
	 */
	readonly instead?: string | null;
	/** Whether the evidence is to be written in the signed badge; undefined when the form does not ask. */
	readonly inBadge?: boolean | undefined;
	/** Whether the badge is to be bound to the person's e-mail address; undefined when the form does not ask. */
	readonly bindsEmail?: boolean | undefined;
	readonly key: string;
}

/**
 * Inside a write unit, for an application locked by `lockForEditing`: stores a piece of evidence checked by
 * `mustBeValidEvidence` and returns its id. Throws `recognition.evidence-enough` when the application has ten
 * already.
 */
export async function addValidEvidence(
	tx: Queries,
	world: World,
	id: string,
	sound: Required<EvidenceContent>,
): Promise<string> {
	if ((await evidenceOf(tx, id)).length >= MOST_EVIDENCE) throw new Refusal('recognition.evidence-enough');
	const evidence = world.newId();
	await addEvidenceRow(tx, id, { ...sound, id: evidence, addedAt: world.now() });
	return evidence;
}

/**
 * Adds a piece of evidence to the actor's application, a draft or one sent back, and returns the id of the
 * piece. Removes the piece `instead`, if given, and stores `inBadge` and `bindsEmail`. The same form sent again (same key)
 * adds nothing more.
 */
export async function addEvidence(
	world: World,
	actor: Actor,
	id: string,
	{ key, inBadge, bindsEmail, ...given }: EvidenceInput,
): Promise<string> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const sound = await mustBeValidEvidence(world, actor, given);
	const sent = { ...given, reflection: sound.reflection };
	return writeOnceAsActor(
		world,
		actor,
		{ may, action: `recognition.evidence:${id}`, key, sent },
		async (tx) => {
			await lockForEditing(tx, id, {
				...(inBadge !== undefined && { evidenceInBadge: inBadge }),
				...(bindsEmail !== undefined && { bindsEmail }),
			});
			if (given.instead) await removeEvidenceRow(tx, id, given.instead);
			return addValidEvidence(tx, world, id, sound);
		},
	);
}

/**
 * A hash (16 characters) of a piece of evidence's content. It is used to refuse a form made from an earlier
 * version.
 */
export const evidenceVersionHash = ({
	title,
	link,
	training,
	reflection,
	context,
	shared,
}: EvidenceContent): string =>
	createHash('sha256')
		// Left out where there is none, as in pages made before contexts were asked.
		.update(
			JSON.stringify([title, link, training, reflection, ...(context || shared ? [context, shared] : [])]),
		)
		.digest('base64url')
		.slice(0, 16);

/**
 * A piece of evidence with what the page to change it needs: the version shown, and whether it can be
 * changed.
 */
export interface EvidenceToChange extends Evidence {
	readonly version: string;
	/**
	 * Whether the application can still be changed. If the person has sent it meanwhile, the page still opens
	 * and shows what they typed.
	 */
	readonly editable: boolean;
}

/**
 * Reads a piece of evidence of the actor's own application, with its version, for the page to change it.
 * Throws the common 404 for an unknown piece or an application that is not the actor's.
 */
export async function evidenceToChange(
	world: World,
	actor: Actor,
	id: string,
	evidence: string,
): Promise<EvidenceToChange> {
	const application = await ownApplication(world, actor, id);
	const found = (await evidenceOf(world.db.read, id)).find((one) => one.id === evidence);
	if (!found) throw notFound();
	return { ...found, version: evidenceVersionHash(found), editable: isEditable(application.state) };
}

/**
 * The new content of a piece of evidence (`evidence` is its id), the version that the person's page showed,
 * and the form's key.
 */
export interface EvidenceChange extends EvidenceContent {
	readonly evidence: string;
	readonly version: string;
	readonly key: string;
}

/**
 * Changes a piece of evidence in the actor's application, a draft or one sent back. Throws
 * `recognition.changed-meanwhile` (409) once the application is sent or the piece is removed, and
 * `recognition.evidence-stale` (409) when the piece was changed meanwhile. Idempotent for a form's key.
 */
export async function changeEvidence(
	world: World,
	actor: Actor,
	id: string,
	{ key, evidence, version, ...given }: EvidenceChange,
): Promise<void> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const sound = await mustBeValidEvidence(world, actor, given);
	const form = { may, action: `recognition.evidence-changed:${id}:${evidence}`, key, sent: { ...sound } };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		await lockForEditing(tx, id);
		const before = (await evidenceOf(tx, id)).find((one) => one.id === evidence);
		if (!before) throw changedMeanwhile();
		if (evidenceVersionHash(before) !== version)
			throw new Refusal('recognition.evidence-stale', { status: 409 });
		await replaceEvidenceRow(tx, { ...before, ...sound });
		return true;
	});
}

/**
 * Removes a piece of evidence from the actor's application, a draft or one sent back; for 24 hours it can be
 * put back. Does nothing if it is already removed.
 */
export async function removeEvidence(
	world: World,
	actor: Actor,
	id: string,
	input: { readonly evidence: string; readonly key: string },
): Promise<void> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const action = `recognition.evidence-removed:${id}:${input.evidence}`;
	await writeOnceAsActor(world, actor, { may, action, key: input.key, sent: {} }, async (tx) => {
		await lockForEditing(tx, id);
		const found = (await evidenceOf(tx, id)).find((one) => one.id === input.evidence);
		if (found) await addRemovedEvidence(tx, id, { ...found, removedAt: world.now() });
		await removeEvidenceRow(tx, id, input.evidence);
		return true;
	});
}
