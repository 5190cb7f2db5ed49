import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { QUERY_CHANNEL } from '../src/platform/server/database/query-logger.ts';

/**
 * Runs `work` and returns its result, with the SQL texts of all queries made meanwhile, on any database, in
 * order.
 */
export async function askedBy<T>(work: () => Promise<T>): Promise<{ asked: readonly string[]; value: T }> {
	const asked: string[] = [];
	const note = (text: unknown) => void asked.push(String(text));
	subscribe(QUERY_CHANNEL, note);
	try {
		return { value: await work(), asked };
	} finally {
		unsubscribe(QUERY_CHANNEL, note);
	}
}
