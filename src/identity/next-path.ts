const HERE = 'https://here.invalid';
const LONGEST = 2048;
/** Pages that lead nowhere after a sign-in. */
const NOT_AGAIN = new Set(['/sign-in', '/sign-out', '/join']);

/**
 * Where to go after signing in: the path asked for when it is one of this very site, otherwise the fallback. Another
 * site never passes, however it is written (`//other`, `/\other`, `/..//other`, tabs, schemes).
 */
export function nextPath(asked: string | null | undefined, fallback: string): string {
	if (!asked || asked.length > LONGEST || !/^\/(?![/\\])/.test(asked) || /[\\\p{Cc}]/u.test(asked))
		return fallback;
	const url = new URL(asked, HERE);
	// `/..//other` is on this site as typed, and another site once its dots are resolved: judge the resolved form.
	if (url.pathname.startsWith('//') || NOT_AGAIN.has(url.pathname)) return fallback;
	return url.pathname + url.search;
}
