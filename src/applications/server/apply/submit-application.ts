import { type Actor, can } from '#identity';
import { mustBeOpenInstitution, writeOnceAsActor } from '#identity/server';
import { Refusal } from '#platform';
import type { AcceptedContent, Queries, World } from '#platform/server';
import { askedByKind } from '../../application-kind.ts';
import { isOpen } from '../../application-states.ts';
import { judgeOwnRequirements } from '#badges';
import { addSubmission, applicationById, evidenceOf } from '../application-store.ts';
import { factsAbout } from '../facts.ts';
import { contentsOf, evidenceFiles } from '../evidence-file-store.ts';
import { addValidEvidence, evidenceVersionHash, sentFile, withContent } from './edit-evidence.ts';
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
	/** A file given with the piece that is typed. */
	readonly file?: AcceptedContent | undefined;
	readonly key: string;
}

/**
 * The piece of evidence typed in the form that sends the application, checked; null when nothing is typed.
 * Throws `recognition.evidence-unfinished`, with the missing field, when the piece is not complete.
 */
async function typedEvidence(world: World, actor: Actor, { typed, file }: SubmitInput) {
	if (!typed || !isBegun(typed, file)) return null;
	return mustBeValidEvidence(world, actor, typed, file).catch((problem: unknown) => {
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
	const { inBadge, bindsEmail = false, key, file } = input;
	const typed = await typedEvidence(world, actor, input);
	const sent = { inBadge, bindsEmail, ...typed, ...sentFile(file) };
	const form = { may: mustBeApplicant(before), action: `recognition.submit:${id}`, key, sent };
	await withContent(world, file, () =>
		writeOnceAsActor(world, actor, form, async (tx, me) => {
			if (typed) {
				const locked = await lockForEditing(tx, id);
				if (!(await holdsAlready(tx, id, typed, file)))
					await addValidEvidence(tx, world, locked, typed, file);
			}
			const application = await applicationById(tx, id);
			if (!application) throw changedMeanwhile();
			await mustBeOpenInstitution(tx, application.institution);
			if (!can(me, 'learn', { kind: 'institution', institution: application.institution }))
				throw new Refusal('recognition.no-longer-there', { status: 409 });
			const evidence = await evidenceOf(tx, id);
			const files = await evidenceFiles(tx, evidence);
			const known = facts(definition, evidence);
			const missing = askedByKind(judgeOwnRequirements(definition, known), application.kind).find(
				({ met }) => !met,
			);
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
				evidence: evidence.map(({ id: piece, title, link, reflection, context, shared, file: given }) => ({
					...{ id: piece, title, link, reflection },
					...(context && { context }),
					...(shared && { shared }),
					file: files.get(given ?? '') ?? null,
				})),
				at,
			});
			return true;
		}),
	);
}

/**
 * Whether an application holds a piece already as it is typed: the page that sends « Envoyer » may still hold
 * the text of a piece just added with « Ajouter », which is added only once.
 */
async function holdsAlready(
	tx: Queries,
	id: string,
	typed: EvidenceContent,
	file: AcceptedContent | undefined,
): Promise<boolean> {
	const same = (await evidenceOf(tx, id)).filter(
		(one) => evidenceVersionHash({ ...one, file: null }) === evidenceVersionHash(typed),
	);
	if (!file) return same.some((one) => one.file === null);
	const contents = await contentsOf(tx, same);
	return same.some((one) => contents.get(one.file ?? '') === file.sha256);
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
