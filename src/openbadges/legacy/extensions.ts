import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { StructureProblem } from '../report.ts';

const isUri = (value: Json | undefined) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(asText(value) ?? '');
const isNumber = (value: Json | undefined) => typeof value === 'number' && Number.isFinite(value);

/**
 * What the schema of each extension published with the standard requires of an object of that extension (OB
 * 2.0, Extensions): a property, and a test of its value.
 */
const SCHEMAS: Readonly<
	Record<string, readonly (readonly [key: string, good: (value: Json | undefined) => boolean])[]>
> = {
	'extensions:ApplyLink': [['url', isUri]],
	'extensions:OriginalCreator': [['url', isUri]],
	'extensions:ExampleExtension': [['exampleProperty', (value) => asText(value) !== undefined]],
	'extensions:GeoCoordinates': [
		['geo', (value) => isObject(value) && isNumber(value['latitude']) && isNumber(value['longitude'])],
	],
};

const named = (type: string) =>
	Object.entries(SCHEMAS).find(([name]) => name.toLowerCase() === type.toLowerCase())?.[1];

/** The places in an assertion, class or profile where an extension breaks its own schema. */
export function extensionFaults(document: JsonObject, path: string): StructureProblem[] {
	return Object.entries(document).flatMap(([key, value]) =>
		asList(value)
			.filter(isObject)
			.filter((node) => asList(node['type']).includes('Extension'))
			.flatMap((node) => {
				const rules = asList(node['type']).flatMap((type) => named(String(type)) ?? []);
				const place = [path, key].filter(Boolean).join('.');
				return rules
					.filter(([property, good]) => !good(node[property]))
					.map(([property]): StructureProblem => ({ path: `${place}.${property}`, problem: 'wrong-value' }));
			}),
	);
}

const KEYWORDS_ALLOWED: ReadonlySet<string> = new Set(['@version', '@language', '@protected']);

/** Terms of Open Badges 1 and 2, to which the inline context of a document may not give another meaning. */
const TERMS: ReadonlySet<string> = new Set(
	[
		'id type recipient badge verification verify issuedOn issued_on image evidence narrative expires revoked',
		'revocationReason name description criteria issuer alignment alignments tags url email telephone publicKey',
		'revocationList revokedAssertions identity hashed salt uid owner publicKeyPem creator startsWith allowedOrigins',
		'verificationProperty targetName targetUrl targetDescription targetFramework targetCode genre audience caption',
		'author endorsement claim endorsementComment related version language Assertion BadgeClass Issuer Profile',
		'Extension Criteria Evidence Image IdentityObject VerificationObject HostedBadge SignedBadge hosted signed',
		'RevocationList CryptographicKey AlignmentObject Endorsement origin org contact cec obi',
	].flatMap((line) => line.split(' ')),
);

/**
 * Whether the definition of a term in an inline context gives it the meaning of the standard: an address of
 * the standard that ends with the term itself.
 */
function asTheStandard(term: string, definition: Json): boolean {
	const iri = isObject(definition) ? (asText(definition['@id']) ?? '') : (asText(definition) ?? '');
	const own =
		/^(https?:\/\/w3id\.org\/openbadges(\/v[12])?#|https?:\/\/schema\.org\/|obi:|schema:|sec:)/.exec(
			iri,
		)?.[0];
	if (term === 'obi') return /^https?:\/\/w3id\.org\/openbadges(\/v[12])?#$/.test(iri);
	return own !== undefined && iri.slice(own.length) === term;
}

/**
 * Whether an inline context only defines terms of extensions, so that the terms of the standard keep their
 * meaning.
 */
export function hasOnlyExtensionTerms(context: JsonObject): boolean {
	return Object.entries(context).every(([term, definition]) => {
		if (term.startsWith('@')) return KEYWORDS_ALLOWED.has(term);
		return !TERMS.has(term) || asTheStandard(term, definition);
	});
}
