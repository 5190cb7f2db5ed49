import type { Actor } from '#identity';
import { act } from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { isOpen } from '../../application-states.ts';
import { requirements } from '#badges';
import { addSubmission, applicationById, evidenceOf } from '../application-store.ts';
import { factsAbout } from '../facts.ts';
import { changedMeanwhile, definitionFor, transition, mayApply, ownApplication } from './own-application.ts';

/** Whether the evidence is to be written in the badge, and the form's key. */
export interface SubmitInput {
	readonly inBadge: boolean;
	readonly key: string;
}

/**
 * Sends one's application to the advisers, with its evidence as it is now. Refused, with the first condition that is
 * not met (`recognition.missing-…`), as long as the person's own part is not done. Sent twice, it is sent once.
 */
export async function submitApplication(
	world: World,
	actor: Actor,
	id: string,
	input: SubmitInput,
): Promise<void> {
	const before = await ownApplication(world, actor, id);
	const definition = definitionFor(world, before);
	const facts = await factsAbout(world, before.person);
	const { inBadge, key } = input;
	await act(
		world,
		actor,
		{ may: mayApply(before), action: `recognition.submit:${id}`, key, sent: { inBadge } },
		async (tx) => {
			const application = await applicationById(tx, id);
			if (!application) throw changedMeanwhile();
			const evidence = await evidenceOf(tx, id);
			const known = facts(definition.dimension, evidence);
			const missing = requirements(definition, known).find((one) => !one.met && one.rule !== 'advisers');
			if (missing && isOpen(application.state)) throw new Refusal(`recognition.missing-${missing.rule}`);
			const at = world.now();
			await transition(tx, world, application, 'submit', { submittedAt: at, evidenceInBadge: inBadge });
			await addSubmission(tx, id, {
				id: world.newId(),
				said: known.said,
				evidence: evidence.map(({ title, link, reflection }) => ({ title, link, reflection })),
				at,
			});
			return true;
		},
	);
}

/** Takes one's application back, whoever it waits for. Nobody needs a reason. */
export async function withdrawApplication(
	world: World,
	actor: Actor,
	id: string,
	input: { readonly key: string },
): Promise<void> {
	const may = mayApply(await ownApplication(world, actor, id));
	const form = { may, action: `recognition.withdraw:${id}`, key: input.key, sent: {} };
	await act(world, actor, form, async (tx) => {
		const application = await applicationById(tx, id);
		if (!application) throw changedMeanwhile();
		await transition(tx, world, application, 'withdraw', { decidedAt: world.now() });
		return true;
	});
}
