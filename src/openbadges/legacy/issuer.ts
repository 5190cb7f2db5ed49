import { asList, asText, isObject, withoutBrackets } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { idOfReference, latestVersion, statedVersionOf } from './assertion.ts';
import type { LegacyVersion } from './assertion.ts';
import { isSameAddress } from './compare.ts';
import { isWeb, originOf, treatMovedAsUnreachable } from './documents.ts';
import type { ServedDocument } from './documents.ts';

type Ask = (id: string) => Promise<ServedDocument>;

/**
 * The badge class of an assertion, from its own address or from inside the assertion; or why there is none.
 */
export type BadgeClassAnswer =
	| { readonly kind: 'found'; readonly document: JsonObject }
	| { readonly kind: 'absent'; readonly address: string }
	| { readonly kind: 'unknown'; readonly address: string };

/**
 * Whether a badge class is on the same host as the issuer that it names, who has authority over that host.
 */
const ofItsIssuer = (badge: JsonObject): boolean =>
	new URL(idOfReference(badge) ?? '').host ===
	URL.parse(idOfReference(withoutBrackets(badge['issuer'])) ?? '')?.host;

/**
 * Finds the class of a badge: the document at its address. The class written inside the badge is used if it
 * has no web address, if the badge is signed, or if its address does not answer and is on the issuer's own
 * host. If another host does not answer, the result is `unknown`: nobody else has authority over that host.
 */
export async function findClass(
	named: Json | undefined,
	signed: boolean,
	ask: Ask,
): Promise<BadgeClassAnswer> {
	const badge = withoutBrackets(named);
	const inPlace = isObject(badge) && 'issuer' in badge ? badge : undefined;
	const id = idOfReference(badge);
	if (inPlace && (signed || !isWeb(id))) return { kind: 'found', document: inPlace };
	const served = id === undefined ? undefined : treatMovedAsUnreachable(await ask(id));
	if (served?.kind === 'document') return { kind: 'found', document: served.document };
	const lost = served?.kind === 'absent' || served?.kind === 'gone' || served?.kind === 'text';
	if (inPlace && !lost && ofItsIssuer(inPlace)) return { kind: 'found', document: inPlace };
	return { kind: lost ? 'absent' : 'unknown', address: id ?? '' };
}

/** The issuer that a badge names, with the profile found at its address. */
export interface LegacyIssuer {
	/** The address of the issuer's profile; in 0.5, of its site; empty if it has none. */
	readonly id: string;
	/** The document at the address of the profile; undefined if none was found there. */
	readonly profile: JsonObject | undefined;
	/** What the badge itself states about the issuer. */
	readonly stated: JsonObject | undefined;
	/** The latest version that the assertion, the badge class and the profile state. */
	readonly version?: LegacyVersion;
	readonly check: Check<'issuer'>;
}

/**
 * Finds the issuer that a badge class names (OB 2.0, Profile; OB 1, IssuerOrganization; 0.5: written inside
 * the badge).
 */
export async function findLegacyIssuer(
	badge: JsonObject,
	version: LegacyVersion,
	ask: Ask,
): Promise<LegacyIssuer> {
	const given = withoutBrackets(badge['issuer']);
	const stated = isObject(given) ? given : undefined;
	const ofClass = latestVersion(version, statedVersionOf(badge));
	if (ofClass === '0.5') {
		const origin = originOf(asText(withoutBrackets(stated?.['origin'])));
		return {
			id: origin,
			profile: undefined,
			stated,
			version: ofClass,
			check: checkResult('issuer', 'no-record', { address: origin }),
		};
	}
	const id = idOfReference(given) ?? '';
	const none = { id, profile: undefined, stated, version: ofClass };
	if (!isWeb(id)) return { ...none, check: checkResult('issuer', 'no-record', { address: id }) };
	const served = treatMovedAsUnreachable(await ask(id));
	const params = { address: id };
	if (served.kind === 'unknown') return { ...none, check: checkResult('issuer', 'unreachable', params) };
	if (served.kind === 'absent' || served.kind === 'gone')
		return { ...none, check: checkResult('issuer', 'absent', params) };
	const profile = served.kind === 'document' ? served.document : undefined;
	const latest = latestVersion(ofClass, statedVersionOf(profile));
	// In Open Badges 1.0, an issuer's profile did not state its own address.
	const stands = asText(withoutBrackets(profile?.['id']));
	// The addresses are compared without their scheme: many profiles state an http address but are served
	// over https.
	const own = profile && (stands === undefined ? latest === '1.0' : isSameAddress(stands, id));
	if (!own) return { ...none, check: checkResult('issuer', 'mismatch', params) };
	const { at } = served;
	const found =
		at === undefined
			? checkResult('issuer', 'found', params)
			: checkResult('issuer', 'found-other-name', { ...params, at });
	return { id, profile, stated, version: latest, check: found };
}

const secure = (address: string) => new URL(address.replace(/^http:/i, 'https:'));

function within(address: string, prefix: Json): boolean {
	const start = String(prefix);
	if (!isWeb(start)) return false;
	// Compare the parsed hosts too: the text `https://school.ex` also begins addresses of `school.example`.
	// http counts as https.
	const [one, other] = [secure(address), secure(start)];
	return one.host === other.host && one.href.startsWith(other.href);
}

/** The host in an allowed origin, which a profile may write as a host alone or as an address. */
const hostIn = (allowed: string): string =>
	/^https?:/i.test(allowed) ? (URL.parse(allowed)?.host ?? '') : allowed.toLowerCase();

/**
 * Whether the address of a hosted badge is one at which the issuer's badges may be hosted (OB 2.0,
 * VerificationObject of a Profile).
 */
export function checkHostingScope(
	address: string,
	issuer: LegacyIssuer,
	version: LegacyVersion,
): Check<'binding'> {
	const early = latestVersion(version, issuer.version) === '0.5';
	const known = issuer.profile !== undefined || (early && issuer.id !== '');
	if (!known) return checkResult('binding', 'unproven');
	const policies = asList(issuer.profile?.['verification']).filter(isObject);
	const { host, hostname } = new URL(address);
	const begins = policies.flatMap(({ startsWith }) => asList(startsWith));
	const allowed = policies.flatMap(({ allowedOrigins }) => asList(allowedOrigins));
	const rules = [
		...(begins.length > 0 ? [begins.some((prefix) => within(address, prefix))] : []),
		...(allowed.length > 0 ? [allowed.some((one) => [host, hostname].includes(hostIn(String(one))))] : []),
	];
	// Without such rules, badges must be on the issuer's own host.
	const inside = rules.length > 0 ? rules.every(Boolean) : new URL(issuer.id).host === host;
	return checkResult('binding', inside ? 'in-scope' : 'out-of-scope', { address });
}
