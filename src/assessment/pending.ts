import type { Answer } from './answer.ts';

/** An answer as the service keeps it. */
export interface KnownAnswer {
	readonly answer: Answer;
	/** How many times it was written; 0 before the first. */
	readonly revision: number;
}

/** What somebody answered and the service does not have yet. */
export interface PendingAnswer {
	/** Names this very choice: sent twice, it is kept once. */
	readonly key: string;
	readonly statement: string;
	readonly answer: Answer;
	/** The revision the person had before their eyes. */
	readonly revision: number;
	/** Sent once at least, and nobody knows yet whether it arrived. */
	readonly sent?: boolean;
	/** The answer given elsewhere meanwhile: it waits for the person to say which of the two stays. */
	readonly there?: KnownAnswer;
}

/** Answers that wait for the service, in the order they were given. */
export type Pending = readonly PendingAnswer[];

/**
 * Adds a choice at the end of the line. It takes the place of an earlier one to the same statement that was never sent;
 * one that may have arrived stays before it, to be sent again with its own key.
 */
export function choose(pending: Pending, choice: PendingAnswer): Pending {
	const others = pending.filter((one) => one.statement !== choice.statement || (one.sent && !one.there));
	return [...others, choice];
}

/** The next answer to send; those that wait for the person are passed over. Undefined when nothing is left to send. */
export function nextToSend(pending: Pending): PendingAnswer | undefined {
	const stopped = new Set(pending.filter((one) => one.there).map((one) => one.statement));
	return pending.find((one) => !stopped.has(one.statement));
}

const change = (pending: Pending, key: string, by: Partial<PendingAnswer>): Pending =>
	pending.map((one) => (one.key === key ? { ...one, ...by } : one));

/** Notes that an answer left: from now on it may have arrived. */
export const leaving = (pending: Pending, key: string): Pending => change(pending, key, { sent: true });

/** Notes that an answer certainly did not arrive: it was turned back at the door, and never left before. */
export const turnedBack = (pending: Pending, key: string): Pending =>
	pending.map(({ sent, ...one }) => (one.key === key || !sent ? one : { ...one, sent }));

/** Takes out an answer that was kept; a later choice to the same statement now changes that very answer. */
export function kept(pending: Pending, key: string, revision: number): Pending {
	const statement = pending.find((one) => one.key === key)?.statement;
	return pending.flatMap((one) =>
		one.key === key ? [] : [one.statement === statement ? { ...one, revision } : one],
	);
}

/** Takes out an answer that can never be kept. */
export const dropped = (pending: Pending, key: string): Pending => pending.filter((one) => one.key !== key);

/**
 * Sets an answer aside because another one came first elsewhere: the person's last choice to that statement waits
 * beside it, whichever of their choices was refused.
 */
export function stale(pending: Pending, key: string, there: KnownAnswer): Pending {
	const statement = pending.find((one) => one.key === key)?.statement;
	const last = pending.findLast((one) => one.statement === statement);
	return pending.flatMap((one) => {
		if (one.statement !== statement) return [one];
		return one === last ? [{ ...one, there }] : [];
	});
}

/** The person says which of the two stays: the answer chosen here is sent over the one there, or forgotten. */
export function settled(pending: Pending, statement: string, which: 'here' | 'there', key: string): Pending {
	return pending.flatMap(({ there, ...one }) => {
		if (one.statement !== statement || !there) return [{ ...one, ...(there && { there }) }];
		const { sent: _, ...fresh } = one;
		return which === 'there' ? [] : [{ ...fresh, key, revision: there.revision }];
	});
}

/** Those that wait for the person to choose between two answers. */
export const conflicting = (pending: Pending): Pending => pending.filter((one) => one.there !== undefined);

/** What the person answered last to a statement: what waits here, else what the service keeps; null for nothing. */
export function answerNow(
	pending: Pending,
	known: Readonly<Record<string, KnownAnswer>>,
	statement: string,
): Answer | null {
	return pending.findLast((one) => one.statement === statement)?.answer ?? known[statement]?.answer ?? null;
}
