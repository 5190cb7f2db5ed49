import type { PageLoad } from './$types';

// Turns hydration on, unlike on most public pages: the script accepts dropped files and shows progress.
export const csr = true;

/**
 * Adds `Result`, the component that shows a report, to the page's data. In the browser it is loaded at once
 * only if the server rendered a report; otherwise it is null, and loaded with the first result.
 */
export const load: PageLoad = async ({ data }) => {
	const later = typeof document !== 'undefined' && !document.getElementById('result');
	return { ...data, Result: later ? null : (await import('./Result.svelte')).default };
};
