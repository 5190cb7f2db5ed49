import type { ClientInit } from '@sveltejs/kit/hooks';

/**
 * Waits for every script that the page requested before SvelteKit takes the page over. When a script cannot
 * be loaded, this function rejects and SvelteKit does not start: the page stays as the server drew it, with
 * what was typed in it, and its links and forms work as they do without a script. SvelteKit alone would put
 * an error page in its place.
 */
export const init: ClientInit = async () => {
	const scripts = document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]');
	await Promise.all([...scripts].map(({ href }) => import(/* @vite-ignore */ href)));
};
