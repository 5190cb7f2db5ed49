import { type Closing, recordEvent } from '#platform/server';
import { isOpen, nextState } from '../../application-states.ts';
import type { Acceptance } from '#awards';
import { RECORDED_AS } from '../recorded-as.ts';
import { addReview, applicationById, moveApplication } from '../application-store.ts';

/** Closes an application with the award that it led to: accepted as its adviser saw it, with the review. */
export const acceptApplication: Closing = async (tx, world, id, details, at) => {
	const { revision, review } = details as Pick<Acceptance, 'revision' | 'review'>;
	const application = await applicationById(tx, id);
	const state = application && nextState(application.state, 'accept');
	if (!state || application.revision !== revision) return false;
	const move = { from: application, state, open: isOpen(state), set: { decidedAt: at } };
	if (!(await moveApplication(tx, id, move))) return false;
	await addReview(tx, id, { ...review, decision: 'accept', at });
	const { person } = application;
	await recordEvent(tx, world, { name: RECORDED_AS.accept, person, about: { application: id } });
	return true;
};
