import { refreshAll } from '$app/navigation';
import { Answering } from './answering.svelte.ts';

/** Sends what waited for a person since another visit, and shows the page as it then is. */
export async function sendWaiting(holder: string): Promise<void> {
	const answering = new Answering(holder, {});
	answering.open()();
	await answering.flush();
	if (answering.line === 'saved') await refreshAll();
}
