import {
	credentialText,
	didDocument,
	generateKey,
	issueCredential,
	signerFromPkcs8,
	type VerifyOptions,
} from '#openbadges';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { badgeAddress } from '../../addresses.ts';
import type { Issuance } from '../../issuance.ts';
import { achievementId } from './badge-values.ts';
import { type Fact, holdFacts, LintFault, storedText } from './issuance-text.ts';
import type { Issuer } from '../issuers/issuer-store.ts';
import { ownRegister } from '../register.ts';
import { statusListAddress } from '../issuers/status-lists.ts';
import { verifyOnThread } from '../threads/verify-job.ts';

/** What the text of an issuance must contain according to its columns, computed apart from the code that builds the badge. */
export function factsOf(issuance: Issuance, issuer: Issuer): readonly Fact[] {
	const second = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`;
	const fact = (what: string, wanted: string | null | undefined, ...path: readonly string[]) => ({
		what,
		path,
		wanted: wanted ?? null,
	});
	const { reissue, sibling, locale = 'fr' } = issuance.intent ?? {};
	// A translation has the date of its original; a reissue has its own, and keeps the date of award.
	const validFrom = sibling && !reissue ? new Date(sibling.awardedAt) : issuance.createdAt;
	return [
		fact('id', badgeAddress(issuer.origin, issuance.reissueOf ?? issuance.id), 'id'),
		fact('issuer', issuer.did, 'issuer', 'id'),
		fact('date', second(validFrom), 'validFrom'),
		fact('date of award', reissue?.awardedAt ?? second(validFrom), 'awardedDate'),
		fact('recipient', issuance.intent?.subject, 'credentialSubject', 'id'),
		fact(
			'achievement',
			achievementId(issuer.origin, issuance.badge, locale),
			'credentialSubject',
			'achievement',
			'id',
		),
		fact(
			'status list',
			statusListAddress(issuer, issuance.statusList),
			'credentialStatus',
			'statusListCredential',
		),
		fact('status entry', String(issuance.statusIndex), 'credentialStatus', 'statusListIndex'),
		fact('proof', null, 'proof'),
	];
}

/** Our own register, at a time never before the badge's date: a clock set back voids no badge. */
export function registerFor(world: World, { createdAt }: Issuance): VerifyOptions {
	const register = ownRegister(world);
	return { ...register, now: register.now < createdAt ? createdAt : register.now };
}

/** Throws `LintFault` unless a signed text verifies, and `platform.key-missing` (503) if it cannot be verified now. */
export async function mustVerify(
	{ threads }: Pick<World, 'threads'>,
	text: string,
	register: VerifyOptions,
): Promise<void> {
	const { verdict } = await verifyOnThread(threads, text, register, { ours: true });
	if (verdict === 'unknown') throw new Refusal('platform.key-missing', { status: 503 });
	if (verdict !== 'valid') throw new LintFault(`it verifies as ${verdict}`);
}

/**
 * Verifies a text before the issuer's key signs it: the stored bytes, the facts, then every verification step on the same
 * text signed with a throwaway key that is listed nowhere. Throws `LintFault`.
 */
export async function lint(world: World, issuance: Issuance, issuer: Issuer): Promise<void> {
	const { text, credential } = storedText(issuance);
	holdFacts(credential, factsOf(issuance, issuer));
	const throwaway = generateKey();
	const key = signerFromPkcs8(throwaway.pkcs8, issuer.did);
	const signed = await issueCredential(credential, { key, created: issuance.createdAt }).catch(
		(fault: Error) => {
			throw new LintFault(`it cannot be signed (${fault.message})`);
		},
	);
	const { proof: _proof, ...rest } = signed;
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
	const register = registerFor(world, issuance);
	await mustVerify(world, credentialText(signed), {
		...register,
		async resolveIssuer(did) {
			const known = await register.resolveIssuer(did);
			if (did !== issuer.did || known.kind !== 'found') return known;
			const trial = { multikey: throwaway.multikey, state: 'active', notBefore: issuance.createdAt } as const;
			const keys = [...(known.keys ?? []), { ...trial, endedAt: null }];
			return { kind: 'found', document: didDocument({ did, keys }), keys };
		},
	});
}
