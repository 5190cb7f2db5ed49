/** The longest web address that is stored, in characters. */
export const LINK_LENGTH = 2000;

/** Why a typed web address is refused, as the code of a refusal. */
export type LinkProblem = 'training.link-too-long' | 'training.link-not-web' | 'training.link-with-password';

/**
 * A web address as it is stored, and its host as pages display it; non-ASCII letters of the host are in
 * punycode.
 */
export interface WebLink {
	readonly address: string;
	readonly host: string;
}

/**
 * Reads a typed web address, or returns the code of what is wrong with it; https is assumed when it has no
 * scheme. Accepts only http and https, without a user name or password, because the link is shown to other
 * people.
 */
export function readLink(typed: string): WebLink | LinkProblem {
	const text = typed.trim();
	if (text.length > LINK_LENGTH) return 'training.link-too-long';
	// A colon after letters ends a scheme, unless a port number follows it.
	const named = /^[a-z][a-z0-9+.-]*:(?!\d+(\/|$))/i.test(text);
	const url = /\s/.test(text) ? null : URL.parse(named ? text : `https://${text}`);
	if (
		!url ||
		!/^https?:$/.test(url.protocol) ||
		!/[a-z0-9]\.[a-z0-9-]{2,}\.?$|^localhost$/i.test(url.hostname)
	) {
		return 'training.link-not-web';
	}
	if (url.username || url.password) return 'training.link-with-password';
	return url.href.length > LINK_LENGTH ? 'training.link-too-long' : { address: url.href, host: url.host };
}

/** The host of a stored web address, in punycode, as pages display it. */
export const hostOf = (address: string): string => URL.parse(address)?.host ?? address;
