/** The sign-in page that leads back to an address of ours: its path and query, never another site nor the name of an action. */
export function signInFrom({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
	const query = search.startsWith('?/') ? '' : search;
	return `/sign-in?next=${encodeURIComponent(pathname + query)}`;
}
