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
/**
 * Matches the address of any release of the Open Badges 3 context (OB 3.0, class AchievementCredential); only
 * badges whose release is bundled can be verified.
 */
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

/** Addresses of the JSON-LD contexts that are bundled with the engine. */
export const BUNDLED_CONTEXTS: readonly string[] = [...DOCUMENTS.keys()];

/**
 * The document loader passed to jsonld: it knows the bundled contexts only, so nothing is ever fetched.
 * Throws `Error` for any other address.
 */
export function loadBundledContext(url: string): { contextUrl: null; documentUrl: string; document: object } {
	const document = DOCUMENTS.get(url);
	if (document === undefined) throw new Error(`context not bundled: ${url}`);
	return { contextUrl: null, documentUrl: url, document };
}

/**
 * A document loader for jsonld that knows the bundled contexts and those of the caller (`more`, by address).
 * The caller's contexts cannot replace a bundled one.
 */
export function contextLoaderWith(
	more: ReadonlyMap<string, JsonObject> | undefined,
): typeof loadBundledContext {
	if (!more) return loadBundledContext;
	return (url) => {
		const document = DOCUMENTS.has(url) ? undefined : more.get(url);
		return document ? { contextUrl: null, documentUrl: url, document } : loadBundledContext(url);
	};
}

/**
 * The local name of a term: the last part of its IRI, with a lower-case first letter. Releases of one
 * vocabulary use different IRIs but the same local names.
 */
export function localName(iri: string): string {
	const last = iri.split(/[#/:]/).at(-1) ?? '';
	return last.charAt(0).toLowerCase() + last.slice(1);
}

type Definition = string | { readonly '@id'?: string; readonly '@context'?: Definitions };
type Definitions = Readonly<Record<string, Definition>>;

const addressOf = (definition: Definition) =>
	typeof definition === 'string' ? definition : (definition['@id'] ?? '');

function namesIn(definitions: Definitions): readonly string[] {
	return Object.entries(definitions)
		.filter(([term, definition]) => !term.startsWith('@') && !addressOf(definition).startsWith('@'))
		.map(([, definition]) => localName(addressOf(definition)));
}

const definitions = [...DOCUMENTS.values()].flatMap((document) => {
	const given = (document as { '@context': Definitions | readonly Definitions[] })['@context'];
	return (Array.isArray(given) ? given : [given]) as readonly Definitions[];
});
const BY_CLASS = new Map<string, Set<string>>();
for (const [type, definition] of definitions.flatMap((one) => Object.entries(one))) {
	if (typeof definition !== 'object' || !definition['@context']) continue;
	BY_CLASS.set(type, new Set([...(BY_CLASS.get(type) ?? []), ...namesIn(definition['@context'])]));
}
const OF_SOME_CLASS = new Set([...BY_CLASS.values()].flatMap((names) => [...names]));
const NONE: ReadonlySet<string> = new Set();

/**
 * Local names of the terms that the bundled contexts define for the class `type`; empty for an unknown class.
 * Without `type`, the local names of all terms that they define for any class.
 */
export function termsOfClass(type: string | undefined): ReadonlySet<string> {
	return type === undefined ? OF_SOME_CLASS : (BY_CLASS.get(type) ?? NONE);
}

/**
 * Local names of the terms that the VC and Open Badges contexts define for every class: `name`, `narrative`…
 */
export const TERMS_OF_EVERY_CLASS: ReadonlySet<string> = new Set(
	[credentialsV1, credentialsV2, openBadges300, openBadges301, openBadges302, openBadges303].flatMap((one) =>
		namesIn(one['@context'] as unknown as Definitions),
	),
);
