import { refreshAll } from '$app/navigation';
import { Answering } from './answering.svelte.ts';

/**
 * Sends the answers that the person left unsent in this browser on an earlier visit, then refreshes the page
 * if they were saved.
 */
export async function sendUnsentAnswers(holder: string): Promise<void> {
	const answering = new Answering(holder, {});
	answering.open()();
	await answering.flush();
	if (answering.line === 'saved') await refreshAll();
}
