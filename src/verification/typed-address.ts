import { cleanPastedText } from '#openbadges';

/**
 * Query parameters that newsletters, social networks and search engines add to an address to track readers.
 */
const TRACKING =
	/^(utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_(cid|eid)|_hs(enc|mi)|vero_id|yclid|twclid|li_fat_id)$/i;

/** Google's own hosts, but no other site whose name begins like theirs. */
const GOOGLE = /^(www\.)?google\.(com|cat|[a-z]{2}|com?\.[a-z]{2})$/;

/** Hosts that only redirect to another site, and the query parameter that holds the real address. */
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
	// The address is serialized again only if a tracking parameter was removed; otherwise it stays exactly as
	// typed.
	for (const name of names) url.searchParams.delete(name);
	return url;
}

/**
 * The web address that somebody meant to type or paste. Removes what copying adds (brackets, a full stop,
 * words, tracking parameters), follows known redirecting hosts, and adds the scheme if it is missing.
 * `undefined` if the text is something else. `own` is the origin of this service.
 */
export function readAddress(typed: string, own: string): string | undefined {
	const text = cleanPastedText(typed);
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
