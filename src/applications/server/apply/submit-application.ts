import { type Actor, can } from '#identity';
import { mustBeOpenInstitution, writeOnceAsActor } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { isOpen } from '../../application-states.ts';
import { judgeOwnRequirements } from '#badges';
import { addSubmission, applicationById, evidenceOf } from '../application-store.ts';
import { factsAbout } from '../facts.ts';
import { addValidEvidence, evidenceVersionHash } from './edit-evidence.ts';
import {
	changedMeanwhile,
	definitionFor,
	lockForEditing,
	mustBeApplicant,
	ownApplication,
	changeState,
} from './own-application.ts';
import { type EvidenceContent, isBegun, mustBeValidEvidence } from './valid-evidence.ts';

/**
 * What a person sends with their application: whether the evidence is written in the signed badge, whether the
 * badge is bound to their e-mail address (left out, it is not), a piece of evidence typed but not added yet,
 * and the form's key.
 */
export interface SubmitInput {
	readonly inBadge: boolean;
	readonly bindsEmail?: boolean;
	readonly typed?: EvidenceContent | undefined;
	readonly key: string;
}

/**
 * The piece of evidence typed in the form that sends the application, checked; null when nothing is typed.
 * Throws `recognition.evidence-unfinished`, with the missing field, when the piece is not complete.
 */
async function typedEvidence(world: World, actor: Actor, typed: EvidenceContent | undefined) {
	if (!typed || !isBegun(typed)) return null;
	return mustBeValidEvidence(world, actor, typed).catch((problem: unknown) => {
		if (!(problem instanceof Refusal) || problem.field === undefined) throw problem;
		throw new Refusal('recognition.evidence-unfinished', { field: problem.field });
	});
}

/**
 * Sends the actor's application to the advisers, with its present evidence and the piece typed but not
 * added yet. Throws `recognition.missing-…` for the first requirement that the person does not meet, and
 * `recognition.no-longer-there` (409) when they no longer learn in the institution that they asked.
 * Idempotent for a form's key.
 */
export async function submitApplication(
	world: World,
	actor: Actor,
	id: string,
	input: SubmitInput,
): Promise<void> {
	const before = await ownApplication(world, actor, id);
	const definition = await definitionFor(world, before);
	const facts = await factsAbout(world, before.person);
	const { inBadge, bindsEmail = false, key } = input;
	const typed = await typedEvidence(world, actor, input.typed);
	await writeOnceAsActor(
		world,
		actor,
		{
			may: mustBeApplicant(before),
			action: `recognition.submit:${id}`,
			key,
			sent: { inBadge, bindsEmail, ...typed },
		},
		async (tx, me) => {
			if (typed) {
				await lockForEditing(tx, id);
				// The page that sends « Envoyer » may still hold the text of a piece just added with «
				// Ajouter »: it is added only once.
				const same = (one: EvidenceContent) => evidenceVersionHash(one) === evidenceVersionHash(typed);
				if (!(await evidenceOf(tx, id)).some(same)) await addValidEvidence(tx, world, id, typed);
			}
			const application = await applicationById(tx, id);
			if (!application) throw changedMeanwhile();
			await mustBeOpenInstitution(tx, application.institution);
			if (!can(me, 'learn', { kind: 'institution', institution: application.institution }))
				throw new Refusal('recognition.no-longer-there', { status: 409 });
			const evidence = await evidenceOf(tx, id);
			const known = facts(definition.dimension, evidence);
			const missing = judgeOwnRequirements(definition, known).find(({ met }) => !met);
			if (missing && isOpen(application.state)) throw new Refusal(`recognition.missing-${missing.rule}`);
			const at = world.now();
			await changeState(tx, world, application, 'submit', {
				submittedAt: at,
				evidenceInBadge: inBadge,
				bindsEmail,
				settling: false,
			});
			await addSubmission(tx, id, {
				id: world.newId(),
				said: known.said,
				evidence: evidence.map(({ title, link, reflection, context, shared }) => ({
					...{ title, link, reflection },
					...(context && { context }),
					...(shared && { shared }),
				})),
				at,
			});
			return true;
		},
	);
}

/**
 * Withdraws the actor's open application, whether the person or an adviser acts next. No reason is asked.
 * Throws `recognition.changed-meanwhile` (409) when it is closed.
 */
export async function withdrawApplication(
	world: World,
	actor: Actor,
	id: string,
	input: { readonly key: string },
): Promise<void> {
	const may = mustBeApplicant(await ownApplication(world, actor, id));
	const form = { may, action: `recognition.withdraw:${id}`, key: input.key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		const application = await applicationById(tx, id);
		if (!application) throw changedMeanwhile();
		await changeState(tx, world, application, 'withdraw', { decidedAt: world.now() });
		return true;
	});
}
