import credentials from './contexts/credentials-v2.json' with { type: 'json' };
import openBadges from './contexts/open-badges-3.0.3.json' with { type: 'json' };
import extensions from './contexts/open-badges-extensions.json' with { type: 'json' };

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
/** Any release of the Open Badges 3 context (OB 3.0, class AchievementCredential); only those bundled can be verified. */
export const OPEN_BADGES_3_PATTERN =
	/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/;
export const OPEN_BADGES_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

const DOCUMENTS = new Map<string, object>([
	[CREDENTIALS_V2, credentials],
	[OPEN_BADGES_3, openBadges],
	[OPEN_BADGES_EXTENSIONS, extensions],
]);

/** Addresses of the bundled contexts. */
export const BUNDLED_CONTEXTS: readonly string[] = [...DOCUMENTS.keys()];

/** The document loader given to jsonld: the bundled contexts and nothing else, so that nothing is ever fetched. */
export function bundledLoader(url: string): { contextUrl: null; documentUrl: string; document: object } {
	const document = DOCUMENTS.get(url);
	if (document === undefined) throw new Error(`context not bundled: ${url}`);
	return { contextUrl: null, documentUrl: url, document };
}
