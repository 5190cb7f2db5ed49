import { plainText } from '#openbadges';

/** What newsletters, social networks and search engines add to an address to follow who opens it. */
const TRACKING =
	/^(utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_(cid|eid)|_hs(enc|mi)|vero_id|yclid|twclid|li_fat_id)$/i;

/** Its own hosts, and no site of another that begins alike. */
const GOOGLE = /^(www\.)?google\.(com|cat|[a-z]{2}|com?\.[a-z]{2})$/;

/** Addresses that only lead to another, and the name under which they hold it. */
const RELAYS: readonly (readonly [host: RegExp, name: string])[] = [
	[/(^|\.)safelinks\.protection\.outlook\.com$/, 'url'],
	[GOOGLE, 'q'],
	[GOOGLE, 'url'],
	[/^lm?\.facebook\.com$/, 'u'],
	[/^(www\.)?linkedin\.com$/, 'url'],
];

const WITHOUT_SCHEME = /^(localhost|([a-z0-9-]+\.)+[a-z]{2,})(:\d{1,5})?\/\S+$/i;

function relayed(url: URL): URL {
	for (const [host, name] of RELAYS) {
		const target = host.test(url.hostname) ? URL.parse(url.searchParams.get(name) ?? '') : null;
		if (target && /^https?:$/.test(target.protocol)) return target;
	}
	return url;
}

function untracked(url: URL): URL {
	const names = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
	// Written again only if something is taken out: an address is otherwise left to the letter.
	for (const name of names) url.searchParams.delete(name);
	return url;
}

/**
 * The address that somebody meant, among what a copy adds to it (brackets, a full stop, words, what follows its reader) or
 * leaves out (its scheme); `undefined` when it is something else. `own` is the origin of this very site.
 */
export function readAddress(typed: string, own: string): string | undefined {
	const text = plainText(typed);
	const here = URL.parse(own);
	const bare = WITHOUT_SCHEME.test(text);
	const scheme = here && text.toLowerCase().startsWith(`${here.host}/`) ? here.protocol : 'https:';
	const address = bare ? `${scheme}//${text}` : text;
	if (!/^https?:\/\/\S+$/i.test(address)) return undefined;
	const url = URL.parse(address);
	if (!url) return undefined;
	const target = relayed(url);
	const followed = [...target.searchParams.keys()].some((name) => TRACKING.test(name));
	return followed ? untracked(target).href : target === url ? address : target.href;
}
