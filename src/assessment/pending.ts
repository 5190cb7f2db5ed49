import type { Answer } from './answer.ts';

/** A person's answer to a statement as the service stores it, as far as this browser knows. */
export interface KnownAnswer {
	readonly answer: Answer;
	/** How many times the answer was written; 0 if never. */
	readonly revision: number;
}

/** An answer that a person chose in this browser and that the service has not confirmed yet. */
export interface PendingAnswer {
	/** Identifies this choice, so that the service stores it only once even if it is sent again. */
	readonly key: string;
	readonly statement: string;
	readonly answer: Answer;
	/** The revision of the stored answer that the page showed when the person chose. */
	readonly revision: number;
	/** True once the answer was sent and it is not known whether it arrived. */
	readonly sent?: boolean;
	/**
	 * A conflicting answer to the same statement, given on another device: the answer of this browser is not
	 * sent until the person has chosen between the two.
	 */
	readonly there?: KnownAnswer;
}

/**
 * The queue of answers that wait in a browser to be sent to the service, in the order in which they were
 * given.
 */
export type Pending = readonly PendingAnswer[];

/**
 * Adds an answer at the end of the queue. It replaces an earlier answer to the same statement that was never
 * sent; one that may have arrived stays before it, to be sent again with its own key.
 */
export function enqueueAnswer(pending: Pending, choice: PendingAnswer): Pending {
	const others = pending.filter((one) => one.statement !== choice.statement || (one.sent && !one.there));
	return [...others, choice];
}

/**
 * The first answer of the queue that can be sent, skipping statements in conflict with another device;
 * undefined when there is none.
 */
export function nextToSend(pending: Pending): PendingAnswer | undefined {
	const stopped = new Set(pending.filter((one) => one.there).map((one) => one.statement));
	return pending.find((one) => !stopped.has(one.statement));
}

const change = (pending: Pending, key: string, by: Partial<PendingAnswer>): Pending =>
	pending.map((one) => (one.key === key ? { ...one, ...by } : one));

/** Marks an answer of the queue as sent, so that from now on it counts as perhaps stored. */
export const markSent = (pending: Pending, key: string): Pending => change(pending, key, { sent: true });

/**
 * Removes the mark of having been sent from an answer that the service refused on its first attempt, so
 * certainly did not store.
 */
export const markUnsent = (pending: Pending, key: string): Pending =>
	pending.map(({ sent, ...one }) => (one.key === key || !sent ? one : { ...one, sent }));

/**
 * Removes from the queue an answer that the service has stored. A later answer to the same statement takes
 * the new `revision`, so as to replace the stored one.
 */
export function removeStored(pending: Pending, key: string, revision: number): Pending {
	const statement = pending.find((one) => one.key === key)?.statement;
	return pending.flatMap((one) =>
		one.key === key ? [] : [one.statement === statement ? { ...one, revision } : one],
	);
}

/** Removes from the queue an answer that the service can never store. */
export const removeUnstorable = (pending: Pending, key: string): Pending =>
	pending.filter((one) => one.key !== key);

/**
 * Marks a conflict in the queue: another device answered the same statement first. Of the person's answers to
 * it here, only the last stays, together with the other device's answer (`there`).
 */
export function markConflict(pending: Pending, key: string, there: KnownAnswer): Pending {
	const statement = pending.find((one) => one.key === key)?.statement;
	const last = pending.findLast((one) => one.statement === statement);
	return pending.flatMap((one) => {
		if (one.statement !== statement) return [one];
		return one === last ? [{ ...one, there }] : [];
	});
}

/**
 * Ends the conflict over a statement as the person decided: the answer of this browser (`here`) gets a new
 * key and will be sent again to replace the other device's, or it is dropped (`there`).
 */
export function resolveConflict(
	pending: Pending,
	statement: string,
	which: 'here' | 'there',
	key: string,
): Pending {
	return pending.flatMap(({ there, ...one }) => {
		if (one.statement !== statement || !there) return [{ ...one, ...(there && { there }) }];
		const { sent: _, ...fresh } = one;
		return which === 'there' ? [] : [{ ...fresh, key, revision: there.revision }];
	});
}

/** The answers of the queue that conflict with another device's, and wait for the person to choose. */
export const conflictingAnswers = (pending: Pending): Pending =>
	pending.filter((one) => one.there !== undefined);

/**
 * The person's latest answer to a statement: the last one waiting in this browser, otherwise the stored one;
 * null when there is none.
 */
export function latestAnswer(
	pending: Pending,
	known: Readonly<Record<string, KnownAnswer>>,
	statement: string,
): Answer | null {
	return pending.findLast((one) => one.statement === statement)?.answer ?? known[statement]?.answer ?? null;
}
