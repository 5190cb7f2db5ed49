import {
	credentialText,
	didDocument,
	generateKey,
	issueCredential,
	type JsonObject,
	parseStrictJson,
	signerFromPkcs8,
	verify,
	type VerifyOptions,
} from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Issuance } from '../issuance.ts';
import { achievementId } from './badge-values.ts';
import type { Issuer } from './issuer-store.ts';
import { digestOf } from './prepare-award.ts';
import { ownRegister } from './register.ts';
import { statusListAddress } from './status-lists.ts';

/** A stored text that is not what was stored, or whose facts are not those of its issuance. */
export class LintFault extends Error {
	/** Whether the text changed since it was stored, rather than being wrong from the start. */
	readonly altered: boolean;
	constructor(what: string, altered = false) {
		super(`A badge was not issued: ${what}.`);
		this.name = 'LintFault';
		this.altered = altered;
	}
}

/** The stored text as an object; throws `LintFault` unless it is, byte for byte, what was stored and what will be signed. */
export function storedText({ unsigned, digest }: Issuance): { text: string; credential: JsonObject } {
	if (unsigned === null || digestOf(unsigned) !== digest)
		throw new LintFault('its text is not what was stored', true);
	const credential = parseStrictJson(unsigned) as JsonObject;
	if (credentialText(credential) !== unsigned) throw new LintFault('its text does not survive being read');
	return { text: unsigned, credential };
}

/** A value down a path of names; `undefined` where there is none. */
const at = (credential: JsonObject, ...path: readonly string[]): unknown =>
	path.reduce<unknown>((value, name) => (value as JsonObject | undefined)?.[name], credential);

/** What the text must say, by the columns of its issuance: read again here, not where the badge was built. */
function checkFacts(one: Issuance, issuer: Issuer, credential: JsonObject): void {
	const list = statusListAddress(issuer, one.statusList);
	const awardedAt = one.intent?.sibling?.awardedAt ?? one.createdAt.toISOString();
	const second = `${awardedAt.slice(0, 19)}Z`;
	const expected: readonly [string, unknown, unknown][] = [
		['id', at(credential, 'id'), `${issuer.origin}/b/${one.id}`],
		['issuer', at(credential, 'issuer', 'id'), issuer.did],
		['date', at(credential, 'validFrom'), second],
		['recipient', at(credential, 'credentialSubject', 'id'), one.intent?.subject],
		[
			'achievement',
			at(credential, 'credentialSubject', 'achievement', 'id'),
			achievementId(issuer.origin, one.badge, one.intent?.locale ?? 'fr'),
		],
		['status list', at(credential, 'credentialStatus', 'statusListCredential'), list],
		['status entry', at(credential, 'credentialStatus', 'statusListIndex'), String(one.statusIndex)],
		['proof', at(credential, 'proof'), undefined],
	];
	for (const [what, found, wanted] of expected) {
		if (found !== wanted) throw new LintFault(`its ${what} is not the one intended`);
	}
}

/** Our own register, at a date that is never before the badge's: a clock set back does not void it. */
export function registerFor(world: World, { createdAt }: Issuance): VerifyOptions {
	const register = ownRegister(world);
	return { ...register, now: register.now < createdAt ? createdAt : register.now };
}

/** Throws `LintFault` unless a signed text verifies; `platform.key-missing` (503) when it could not be told. */
export async function mustVerify(text: string, register: VerifyOptions): Promise<void> {
	const { verdict } = await verify(text, register);
	if (verdict === 'unknown') throw new Refusal('platform.key-missing', { status: 503 });
	if (verdict !== 'valid') throw new LintFault(`it verifies as ${verdict}`);
}

/**
 * Verifies what will be signed, before the issuer's key touches it: the stored bytes, the facts, then all the steps of a
 * verification, on the same text signed with a key made for this only and listed nowhere.
 */
export async function lint(world: World, one: Issuance, issuer: Issuer): Promise<void> {
	const { text, credential } = storedText(one);
	checkFacts(one, issuer, credential);
	const throwaway = generateKey();
	const key = signerFromPkcs8(throwaway.pkcs8, issuer.did);
	const signed = await issueCredential(credential, { key, created: one.createdAt }).catch((fault: Error) => {
		throw new LintFault(`it cannot be signed (${fault.message})`);
	});
	const { proof: _proof, ...rest } = signed;
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
	const register = registerFor(world, one);
	await mustVerify(credentialText(signed), {
		...register,
		async resolveIssuer(did) {
			const known = await register.resolveIssuer(did);
			if (did !== issuer.did || known.kind !== 'found') return known;
			const trial = { multikey: throwaway.multikey, state: 'active', notBefore: one.createdAt } as const;
			const keys = [...(known.keys ?? []), { ...trial, endedAt: null }];
			return { kind: 'found', document: didDocument({ did, keys }), keys };
		},
	});
}
