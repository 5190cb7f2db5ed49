import { type ClosingFunction, recordEvent } from '#platform/server';
import { isOpen, nextState } from '../../application-states.ts';
import type { ApplicationAcceptance } from '#awards';
import { RECORDED_AS } from '../recorded-as.ts';
import { addReview, applicationById, updateApplication } from '../application-store.ts';

/**
 * Accepts an application, stores its review and records the event, in the write unit that publishes the award
 * it led to. Returns false, and writes nothing, when the application has changed since the adviser read it.
 */
export const acceptApplication: ClosingFunction = async (tx, world, id, details, at) => {
	const { revision, review } = details as Pick<ApplicationAcceptance, 'revision' | 'review'>;
	const application = await applicationById(tx, id);
	const state = application && nextState(application.state, 'accept');
	if (!state || application.revision !== revision) return false;
	const move = { from: application, state, open: isOpen(state), set: { decidedAt: at } };
	if (!(await updateApplication(tx, id, move))) return false;
	await addReview(tx, id, { ...review, decision: 'accept', at });
	const { person } = application;
	await recordEvent(tx, world, { name: RECORDED_AS.accept, person, about: { application: id } });
	return true;
};
