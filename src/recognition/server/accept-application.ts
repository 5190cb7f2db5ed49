import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { isOpen, nextState } from '../application-states.ts';
import type { Acceptance } from '../issuance.ts';
import { addReview, applicationById, moveApplication } from './application-store.ts';

/** Somebody answered meanwhile, or the person took it back: refused, nothing written (409). */
export const alreadyDecided = () => new Refusal('recognition.already-decided', { status: 409 });

/** Inside a write unit: accepts an application as its adviser saw it, with the review; false if it changed since. */
export async function acceptApplication(
	tx: Queries,
	id: string,
	{ revision, review }: Acceptance,
	at: Date,
): Promise<boolean> {
	const application = await applicationById(tx, id);
	const state = application && nextState(application.state, 'accept');
	if (!state || application.revision !== revision) return false;
	const move = { from: application, state, open: isOpen(state), set: { decidedAt: at } };
	if (!(await moveApplication(tx, id, move))) return false;
	await addReview(tx, id, { ...review, decision: 'accept', at });
	return true;
}
