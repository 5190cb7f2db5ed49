const HERE = 'https://here.invalid';
const LONGEST = 2048;
/** Pages not to be opened after a sign-in, even if they were asked for. */
const NOT_AGAIN = new Set(['/sign-in', '/sign-out', '/join']);

/**
 * Returns the path to open after signing in: `asked` when it is on this site, otherwise `fallback`. Rejects
 * every way to write another site's address (`//other`, `/\other`, `/..//other`, tabs, schemes).
 */
export function nextPath(asked: string | null | undefined, fallback: string): string {
	if (!asked || asked.length > LONGEST || !/^\/(?![/\\])/.test(asked) || /[\\\p{Cc}]/u.test(asked))
		return fallback;
	const url = new URL(asked, HERE);
	// `/..//other` looks like a path of this site but resolves to another site, so
	// the resolved form is checked.
	if (url.pathname.startsWith('//') || NOT_AGAIN.has(url.pathname)) return fallback;
	return url.pathname + url.search;
}
