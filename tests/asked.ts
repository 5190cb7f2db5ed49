import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ASKED } from '../src/platform/server/database/asked-queries.ts';

/** The texts of the queries that a work asks of any database meanwhile, in their order, and what it gives. */
export async function askedBy<T>(work: () => Promise<T>): Promise<{ asked: readonly string[]; value: T }> {
	const asked: string[] = [];
	const note = (text: unknown) => void asked.push(String(text));
	subscribe(ASKED, note);
	try {
		return { value: await work(), asked };
	} finally {
		unsubscribe(ASKED, note);
	}
}
