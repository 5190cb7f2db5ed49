/** Asks the page's own site, by a path: the one place where a page opens the network. The content policy holds it to that. */
export const askOwnSite = (path: `/${string}`, asked?: RequestInit): Promise<Response> => fetch(path, asked);
