import { type ClosingFunction, recordEvent } from '#platform/server';
import { isOpen, nextState } from '../../application-states.ts';
import type { ApplicationAcceptance } from '#awards';
import type { Interview } from '../../prior-learning.ts';
import type { Marking } from '../../marking.ts';
import { RECORDED_AS } from '../recorded-as.ts';
import { addOpinion, addReview, applicationById, updateApplication } from '../application-store.ts';

/**
 * Accepts an application, stores its review and records the event, in the write unit that publishes the award
 * it led to. Returns false, and writes nothing, when the application has changed since the adviser read it.
 */
export const acceptApplication: ClosingFunction = async (tx, world, id, details, at) => {
	const {
		revision,
		review: { opinionOn, opinionFrom = null, markings = [], interview = null, ...review },
	} = details as Pick<ApplicationAcceptance, 'revision' | 'review'>;
	const application = await applicationById(tx, id);
	const state = application && nextState(application.state, 'accept');
	if (!state || application.revision !== revision) return false;
	const move = { from: application, state, open: isOpen(state), set: { decidedAt: at } };
	if (!(await updateApplication(tx, id, move))) return false;
	const accepting = { ...review, markings: markings as readonly Marking[], decision: 'accept', at } as const;
	await addReview(tx, id, { ...accepting, interview: interview as Interview | null });
	if (opinionOn !== undefined)
		await addOpinion(tx, id, { ...accepting, submission: opinionOn, service: opinionFrom });
	const { person } = application;
	await recordEvent(tx, world, { name: RECORDED_AS.accept, person, about: { application: id } });
	return true;
};
