import bitstringStatus from './contexts/bitstring-status-list-v1.json' with { type: 'json' };
import credentialsV1 from './contexts/credentials-v1.json' with { type: 'json' };
import credentialsV2 from './contexts/credentials-v2.json' with { type: 'json' };
import dataIntegrityV1 from './contexts/data-integrity-v1.json' with { type: 'json' };
import dataIntegrityV2 from './contexts/data-integrity-v2.json' with { type: 'json' };
import dcc from './contexts/dcc-v1.json' with { type: 'json' };
import ed25519 from './contexts/ed25519-2020-v1.json' with { type: 'json' };
import multikey from './contexts/multikey-v1.json' with { type: 'json' };
import openBadges300 from './contexts/open-badges-3.0.0.json' with { type: 'json' };
import openBadges301 from './contexts/open-badges-3.0.1.json' with { type: 'json' };
import openBadges302 from './contexts/open-badges-3.0.2.json' with { type: 'json' };
import openBadges303 from './contexts/open-badges-3.0.3.json' with { type: 'json' };
import extensions from './contexts/open-badges-extensions.json' with { type: 'json' };
import statusList2021 from './contexts/status-list-2021-v1.json' with { type: 'json' };
import type { JsonObject } from './json.ts';

export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
/** Any release of the Open Badges 3 context (OB 3.0, class AchievementCredential); only those bundled can be verified. */
export const OPEN_BADGES_3_PATTERN =
	/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/;
export const OPEN_BADGES_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

const DOCUMENTS = new Map<string, object>([
	[CREDENTIALS_V2, credentialsV2],
	[OPEN_BADGES_3, openBadges303],
	[OPEN_BADGES_EXTENSIONS, extensions],
	[CREDENTIALS_V1, credentialsV1],
	['https://purl.imsglobal.org/spec/ob/v3p0/context.json', openBadges300],
	['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json', openBadges301],
	['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json', openBadges302],
	['https://w3id.org/security/data-integrity/v1', dataIntegrityV1],
	['https://w3id.org/security/data-integrity/v2', dataIntegrityV2],
	['https://w3id.org/security/suites/ed25519-2020/v1', ed25519],
	['https://w3id.org/security/multikey/v1', multikey],
	['https://w3id.org/vc/status-list/2021/v1', statusList2021],
	['https://www.w3.org/ns/credentials/status/v1', bitstringStatus],
	['https://w3id.org/dcc/v1', dcc],
]);

/** Addresses of the bundled contexts. */
export const BUNDLED_CONTEXTS: readonly string[] = [...DOCUMENTS.keys()];

/** The document loader given to jsonld: the bundled contexts and nothing else, so that nothing is ever fetched. */
export function bundledLoader(url: string): { contextUrl: null; documentUrl: string; document: object } {
	const document = DOCUMENTS.get(url);
	if (document === undefined) throw new Error(`context not bundled: ${url}`);
	return { contextUrl: null, documentUrl: url, document };
}

/** The same, with contexts that the caller brings for these documents only; a bundled one cannot be replaced. */
export function loaderWith(more: ReadonlyMap<string, JsonObject> | undefined): typeof bundledLoader {
	if (!more) return bundledLoader;
	return (url) => {
		const document = DOCUMENTS.has(url) ? undefined : more.get(url);
		return document ? { contextUrl: null, documentUrl: url, document } : bundledLoader(url);
	};
}
