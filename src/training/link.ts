/** The longest link kept as evidence, in characters. */
export const LINK_LENGTH = 2000;

/** What makes a link unfit to be shown to others. */
export type LinkFault = 'training.link-too-long' | 'training.link-not-web' | 'training.link-with-password';

/** A web address as it is kept, and its host as it is shown beside it: letters from elsewhere in punycode. */
export interface WebLink {
	readonly address: string;
	readonly host: string;
}

/**
 * Reads the web address a person typed; one without a scheme is taken for https. Only http and https, and no name or
 * password in it: the link is shown to others.
 */
export function readLink(typed: string): WebLink | LinkFault {
	const text = typed.trim();
	if (text.length > LINK_LENGTH) return 'training.link-too-long';
	// A colon after letters is a scheme, unless what follows is a port.
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

/** The host of an address that was kept, in punycode. */
export const hostOf = (address: string): string => URL.parse(address)?.host ?? address;
