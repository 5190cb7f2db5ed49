import { createHash } from 'node:crypto';
import type { Actor } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import {
	type AcceptedContent,
	type Queries,
	recordFile,
	storeContentThen,
	type World,
} from '#platform/server';
import { isEditable } from '../../application-states.ts';
import type { Application, Evidence, EvidenceFile } from '../../application.ts';
import { MOST_EVIDENCE } from '../../marking.ts';
import { addEvidenceRow, evidenceOf, removeEvidenceRow, replaceEvidenceRow } from '../application-store.ts';
import { evidenceFiles, letGoOfEvidenceFiles } from '../evidence-file-store.ts';
import { addRemovedEvidence } from '../removed-store.ts';
import { changedMeanwhile, lockForEditing, mustBeApplicant, ownApplication } from './own-application.ts';
import { type EvidenceContent, FILE_FIELD, mustBeValidEvidence } from './valid-evidence.ts';

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
	/** A picture or a document, as it was received. */
	readonly file?: AcceptedContent | undefined;
	readonly key: string;
}

/** Writes the content of a file, if there is one, then does the work that records its row. */
export const withContent = <T>(
	world: World,
	file: AcceptedContent | undefined,
	work: () => Promise<T>,
): Promise<T> => (file ? storeContentThen(world, file, FILE_FIELD, work) : work());

/** What a form sent of a file, by which the same form sent again is told from another one. */
export const sentFile = (file: AcceptedContent | undefined) => (file ? { file: file.sha256 } : {});

/**
 * Inside a write unit: records the file given with a piece of evidence of a person, whose quota it counts on;
 * returns its id, or null without a file. Throws `files.quota`.
 */
const recordEvidenceFile = async (
	tx: Queries,
	world: World,
	{ person }: Pick<Application, 'person'>,
	file: AcceptedContent | undefined,
): Promise<string | null> =>
	file ? recordFile(tx, world, file, { owner: { person }, field: FILE_FIELD }) : null;

/**
 * Inside a write unit, for an application locked by `lockForEditing`: stores a piece of evidence checked by
 * `mustBeValidEvidence`, with the file given with it, and returns its id. Throws `recognition.evidence-enough` when the application has ten
 * already.
 */
export async function addValidEvidence(
	tx: Queries,
	world: World,
	application: Pick<Application, 'id' | 'person'>,
	sound: Required<EvidenceContent>,
	given: AcceptedContent | undefined,
): Promise<string> {
	const { id } = application;
	if ((await evidenceOf(tx, id)).length >= MOST_EVIDENCE) throw new Refusal('recognition.evidence-enough');
	const file = await recordEvidenceFile(tx, world, application, given);
	const evidence = world.newId();
	await addEvidenceRow(tx, id, { ...sound, file, id: evidence, addedAt: world.now() });
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
	{ key, inBadge, bindsEmail, file, ...given }: EvidenceInput,
): Promise<string> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const sound = await mustBeValidEvidence(world, actor, given, file);
	const sent = { ...given, reflection: sound.reflection, ...sentFile(file) };
	const form = { may, action: `recognition.evidence:${id}`, key, sent };
	return withContent(world, file, () =>
		writeOnceAsActor(world, actor, form, async (tx) => {
			const application = await lockForEditing(tx, id, {
				...(inBadge !== undefined && { evidenceInBadge: inBadge }),
				...(bindsEmail !== undefined && { bindsEmail }),
			});
			const instead = (await evidenceOf(tx, id)).filter((one) => one.id === given.instead);
			if (given.instead) await removeEvidenceRow(tx, id, given.instead);
			await letGoOfEvidenceFiles(tx, instead, world.now());
			return addValidEvidence(tx, world, application, sound, file);
		}),
	);
}

/**
 * A hash (16 characters) of a piece of evidence's content, with the id of its file. It is used to refuse a form made from an earlier
 * version.
 */
export const evidenceVersionHash = ({
	title,
	link,
	training,
	reflection,
	context,
	shared,
	file = null,
}: EvidenceContent & { readonly file?: string | null }): string =>
	createHash('sha256')
		// Left out where there is none, as in pages made before contexts and files were asked.
		.update(
			JSON.stringify([
				...[title, link, training, reflection],
				...(context || shared ? [context, shared] : []),
				...(file ? [file] : []),
			]),
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
	/** Its file, as the page shows it; null without one. */
	readonly given: EvidenceFile | null;
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
	const given = (await evidenceFiles(world.db.read, [found])).get(found.file ?? '') ?? null;
	return { ...found, given, version: evidenceVersionHash(found), editable: isEditable(application.state) };
}

/**
 * The new content of a piece of evidence (`evidence` is its id), the version that the person's page showed,
 * and the form's key.
 */
export interface EvidenceChange extends EvidenceContent {
	readonly evidence: string;
	readonly version: string;
	/** A file that takes the place of the one before, if any. */
	readonly file?: AcceptedContent | undefined;
	/** Whether the file is taken away; nothing is, where another one takes its place. */
	readonly dropFile?: boolean | undefined;
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
	{ key, evidence, version, file, dropFile = false, ...given }: EvidenceChange,
): Promise<void> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const had = (await evidenceOf(world.db.read, id)).filter((one) => one.id === evidence);
	const [kept] = dropFile ? [] : (await evidenceFiles(world.db.read, had)).values();
	const sound = await mustBeValidEvidence(world, actor, given, file ?? kept).catch((problem: unknown) => {
		// A piece removed in another tab kept its file there: that it is gone is what to say.
		throw had.length === 0 && problem instanceof Refusal ? changedMeanwhile() : problem;
	});
	const sent = { ...sound, ...sentFile(file), ...(dropFile && { dropFile }) };
	const form = { may, action: `recognition.evidence-changed:${id}:${evidence}`, key, sent };
	await withContent(world, file, () =>
		writeOnceAsActor(world, actor, form, async (tx) => {
			const application = await lockForEditing(tx, id);
			const before = (await evidenceOf(tx, id)).find((one) => one.id === evidence);
			if (!before) throw changedMeanwhile();
			if (evidenceVersionHash(before) !== version)
				throw new Refusal('recognition.evidence-stale', { status: 409 });
			const replaces = dropFile || file !== undefined;
			// The place that the file before took is free for the one that replaces it.
			if (replaces) {
				await replaceEvidenceRow(tx, { ...before, file: null });
				await letGoOfEvidenceFiles(tx, [before], world.now());
			}
			const now = replaces ? await recordEvidenceFile(tx, world, application, file) : before.file;
			await replaceEvidenceRow(tx, { ...before, ...sound, file: now });
			return true;
		}),
	);
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
