import type { Actor } from '#identity';
import { act } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { trainingById } from '#training/server';
import { addEvidenceRow, evidenceOf, removeEvidenceRow } from '../application-store.ts';
import { mayApply, ownApplication, lockForEditing } from './own-application.ts';

/** The most pieces of evidence in one application: an adviser cannot weigh more. */
const MOST_EVIDENCE = 10;

/** A piece of evidence as typed; with an autoformation, title and link may come from it. */
export interface EvidenceInput {
	readonly title: string;
	readonly link: string | null;
	readonly training: string | null;
	readonly reflection: string;
	/** The piece that this one takes the place of: recorded by this very form, then corrected. */
	readonly instead?: string | null;
	readonly key: string;
}

const missing = (code: string, field: string) => new Refusal(code, { field });

/**
 * Adds a piece of evidence to one's draft (or to an application sent back), in the place of another where one is named.
 * Sent twice, it is added once.
 */
export async function addEvidence(
	world: World,
	actor: Actor,
	id: string,
	{ key, reflection, ...given }: EvidenceInput,
): Promise<string> {
	const may = mayApply(await ownApplication(world, actor, id));
	const training = given.training === null ? null : await trainingById(world, actor, given.training);
	const title = given.title || training?.title || '';
	const link = given.link ?? training?.link ?? null;
	if (title === '') throw missing('recognition.title-missing', 'title');
	if (link === null && training === null) throw missing('recognition.nothing-to-look-at', 'link');
	if (reflection.trim() === '') throw missing('recognition.reflection-missing', 'reflection');
	const sent = { ...given, reflection: reflection.trim() };
	return act(world, actor, { may, action: `recognition.evidence:${id}`, key, sent }, async (tx) => {
		await lockForEditing(tx, id);
		if (given.instead) await removeEvidenceRow(tx, id, given.instead);
		if ((await evidenceOf(tx, id)).length >= MOST_EVIDENCE) throw new Refusal('recognition.evidence-enough');
		const evidence = world.newId();
		await addEvidenceRow(tx, id, {
			id: evidence,
			title,
			link,
			training: training?.id ?? null,
			reflection: reflection.trim(),
			addedAt: world.now(),
		});
		return evidence;
	});
}

/** Removes a piece of evidence from one's draft; one already removed is no fault. */
export async function removeEvidence(
	world: World,
	actor: Actor,
	id: string,
	input: { readonly evidence: string; readonly key: string },
): Promise<void> {
	const may = mayApply(await ownApplication(world, actor, id));
	const action = `recognition.evidence-removed:${id}:${input.evidence}`;
	await act(world, actor, { may, action, key: input.key, sent: {} }, async (tx) => {
		await lockForEditing(tx, id);
		await removeEvidenceRow(tx, id, input.evidence);
		return true;
	});
}
