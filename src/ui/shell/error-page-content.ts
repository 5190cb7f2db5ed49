import { m } from '#messages';
import { signInFrom } from './sign-in-from.ts';

/**
 * The content of an error page: what happened, what to do (empty when what happened says it), and where to go
 * first.
 */
export interface ErrorPageContent {
	readonly title: string;
	readonly happened: string;
	readonly todo: string;
	readonly next?: { readonly href: string; readonly label: string };
	/** Another link, shown after the one to the home page. */
	readonly other?: { readonly href: string; readonly label: string };
	/** True for a server error: the page then shows the request's number, for support. */
	readonly ours: boolean;
}

/**
 * Makes the content of an error page from the response's status. Whatever does not exist, is not published or
 * belongs to somebody else gets the same 404 text. The server's own `sentence` shows only for statuses
 * without a text here, and for 429 and 503.
 */
export function errorPageContent(
	status: number,
	sentence: string | undefined,
	{ url, signedOut }: { readonly url: Pick<URL, 'pathname' | 'search'>; readonly signedOut: boolean },
): ErrorPageContent {
	const signIn = { href: signInFrom(url), label: m.shell_sign_in() };
	const retry = { href: '', label: m.shell_fault_retry() };
	if (status === 404 || status === 405) {
		return {
			title: m.shell_fault_lost_title(),
			happened: m.shell_fault_lost_happened(),
			todo: signedOut
				? `${m.shell_fault_lost_do()} ${m.shell_fault_lost_sign_in()}`
				: m.shell_fault_lost_do(),
			...(signedOut && { other: signIn }),
			ours: false,
		};
	}
	if (status === 401) {
		return {
			title: m.shell_fault_sign_in_title(),
			happened: m.shell_fault_sign_in_happened(),
			todo: m.shell_fault_sign_in_do(),
			next: signIn,
			ours: false,
		};
	}
	if (status === 403) {
		return {
			title: m.shell_fault_refused_title(),
			happened: m.shell_fault_refused_happened(),
			todo: m.shell_fault_refused_do(),
			ours: false,
		};
	}
	if (status === 410) {
		return {
			title: m.shell_fault_gone_title(),
			happened: m.shell_fault_gone_happened(),
			todo: m.shell_fault_gone_do(),
			next: { href: '/verify', label: m.shell_nav_verify() },
			ours: false,
		};
	}
	if (status === 413) {
		return {
			title: m.shell_fault_large_title(),
			happened: m.shell_fault_large_happened(),
			todo: m.shell_fault_large_do(),
			ours: false,
		};
	}
	if (status === 429 || status === 503) {
		return {
			title: m.shell_fault_busy_title(),
			happened: sentence || m.shell_fault_busy_happened(),
			// The server's sentence says how long to wait.
			todo: sentence ? '' : m.shell_fault_busy_do(),
			next: retry,
			ours: false,
		};
	}
	if (status >= 500) {
		return {
			title: m.shell_fault_ours_title(),
			happened: m.shell_fault_ours_happened(),
			todo: m.shell_fault_ours_do(),
			next: retry,
			ours: true,
		};
	}
	return {
		title: m.shell_fault_other_title(),
		happened: sentence || m.shell_fault_other_happened(),
		todo: m.shell_fault_other_do(),
		ours: false,
	};
}
