/**
 * Fetches a path of the page's own site. It is the only place where a page's script uses the network, which
 * the Content-Security-Policy also limits to this site.
 */
export const fetchOwnSite = (path: `/${string}`, asked?: RequestInit): Promise<Response> =>
	fetch(path, asked);
