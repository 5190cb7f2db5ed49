/**
 * The address of the sign-in page that leads back to the present page: `next` is its path and query, never
 * another site or the name of a form action.
 */
export function signInFrom({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
	const query = search.startsWith('?/') ? '' : search;
	return `/sign-in?next=${encodeURIComponent(pathname + query)}`;
}

/** Query of the sign-in page that tells that what the person typed before could not be kept for them. */
export const NOT_KEPT = 'text=not-kept';
