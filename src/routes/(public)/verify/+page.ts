import type { PageLoad } from './$types';

// The one public page with a script: a file can be dropped on it, and it says what it is doing while it looks.
export const csr = true;

/** Whoever only opens the page does not pay for the report: it comes with the first answer, or with the answer sent whole. */
export const load: PageLoad = async ({ data }) => {
	const later = typeof document !== 'undefined' && !document.getElementById('result');
	return { ...data, Result: later ? null : (await import('./Result.svelte')).default };
};
