import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { idOf } from './assertion.ts';
import type { LegacyVersion } from './assertion.ts';
import { sameAddress } from './compare.ts';
import { isWeb, originOf, ownWord } from './documents.ts';
import type { Served } from './documents.ts';

type Ask = (id: string) => Promise<Served>;

/** What describes the badge: its class, wherever it was read. */
export type BadgeClass =
	| { readonly kind: 'found'; readonly document: JsonObject }
	| { readonly kind: 'absent'; readonly address: string }
	| { readonly kind: 'unknown'; readonly address: string };

/** Whether the address of a class is on the site of the issuer that it names, which speaks for that site. */
const ofItsIssuer = (badge: JsonObject): boolean =>
	new URL(idOf(badge) ?? '').host === URL.parse(idOf(badge['issuer']) ?? '')?.host;

/**
 * The class of a badge: what stands at its address; what is written in place when it has none, is signed, or its
 * address, on the site of its issuer, does not answer. In the name of another site that is silent nobody speaks.
 */
export async function findClass(badge: Json | undefined, signed: boolean, ask: Ask): Promise<BadgeClass> {
	const inPlace = isObject(badge) && 'issuer' in badge ? badge : undefined;
	const id = idOf(badge);
	if (inPlace && (signed || !isWeb(id))) return { kind: 'found', document: inPlace };
	const served = id === undefined ? undefined : ownWord(await ask(id));
	if (served?.kind === 'document') return { kind: 'found', document: served.document };
	const lost = served?.kind === 'absent' || served?.kind === 'gone' || served?.kind === 'text';
	if (inPlace && !lost && ofItsIssuer(inPlace)) return { kind: 'found', document: inPlace };
	return { kind: lost ? 'absent' : 'unknown', address: id ?? '' };
}

/** Who is named as issuer, and what its own address says of it. */
export interface LegacyIssuer {
	/** The address of its profile; of its site in 0.5; empty when it has none. */
	readonly id: string;
	/** What stands at its address; undefined when it was not found there. */
	readonly profile: JsonObject | undefined;
	/** What the badge itself says of it. */
	readonly stated: JsonObject | undefined;
	readonly check: Check<'issuer'>;
}

/** Finds the issuer that a class names (OB 2.0, Profile; OB 1, IssuerOrganization; 0.5: written in place). */
export async function findIssuer(badge: JsonObject, version: LegacyVersion, ask: Ask): Promise<LegacyIssuer> {
	const given = badge['issuer'];
	const stated = isObject(given) ? given : undefined;
	if (version === '0.5') {
		const origin = originOf(asText(stated?.['origin']));
		return {
			id: origin,
			profile: undefined,
			stated,
			check: check('issuer', 'no-record', { address: origin }),
		};
	}
	const id = idOf(given) ?? '';
	const none = { id, profile: undefined, stated };
	if (!isWeb(id)) return { ...none, check: check('issuer', 'no-record', { address: id }) };
	const served = ownWord(await ask(id));
	const params = { address: id };
	if (served.kind === 'unknown') return { ...none, check: check('issuer', 'unreachable', params) };
	if (served.kind === 'absent' || served.kind === 'gone')
		return { ...none, check: check('issuer', 'absent', params) };
	const profile = served.kind === 'document' ? served.document : undefined;
	// Until 1.0 a profile did not say its own address.
	const stands = asText(profile?.['id']);
	// Many say http of what they serve over https.
	const own = profile && (stands === undefined ? version === '1.0' : sameAddress(stands, id));
	if (!own) return { ...none, check: check('issuer', 'mismatch', params) };
	const { at } = served;
	const found =
		at === undefined
			? check('issuer', 'found', params)
			: check('issuer', 'found-other-name', { ...params, at });
	return { id, profile, stated, check: found };
}

const secure = (address: string) => new URL(address.replace(/^http:/i, 'https:'));

function within(address: string, prefix: Json): boolean {
	const start = String(prefix);
	if (!isWeb(start)) return false;
	// A prefix that stops inside a host name would let another host in; http is written for https.
	const [one, other] = [secure(address), secure(start)];
	return one.host === other.host && one.href.startsWith(other.href);
}

/** The host that an allowed origin names: alone, or written as an address. */
const hostIn = (allowed: string): string =>
	/^https?:/i.test(allowed) ? (URL.parse(allowed)?.host ?? '') : allowed.toLowerCase();

/** Whether an address is one where the issuer says that its badges stand (OB 2.0, VerificationObject of a Profile). */
export function checkScope(address: string, issuer: LegacyIssuer, version: LegacyVersion): Check<'binding'> {
	const known = issuer.profile !== undefined || (version === '0.5' && issuer.id !== '');
	if (!known) return check('binding', 'unproven');
	const policy = issuer.profile?.['verification'];
	const { startsWith, allowedOrigins } = isObject(policy) ? policy : ({} as JsonObject);
	const { host, hostname } = new URL(address);
	const begins = asList(startsWith);
	const allowed = asList(allowedOrigins);
	const rules = [
		...(begins.length > 0 ? [begins.some((prefix) => within(address, prefix))] : []),
		...(allowed.length > 0 ? [allowed.some((one) => [host, hostname].includes(hostIn(String(one))))] : []),
	];
	// Unless told otherwise: where the issuer itself stands.
	const inside = rules.length > 0 ? rules.every(Boolean) : new URL(issuer.id).host === host;
	return check('binding', inside ? 'in-scope' : 'out-of-scope', { address });
}
