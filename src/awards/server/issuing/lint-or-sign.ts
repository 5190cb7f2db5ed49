import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Issuance } from '../../issuance.ts';
import { expectedValuesOf } from './expected-values.ts';
import { voidWithReason } from './void-issuance.ts';
import type { ItemResult, SigningTask } from './signing-task.ts';
import type { Issuer, SealedKey } from '../issuers/issuer-store.ts';
import { openKey, publicIssuer } from '../issuers/issuers.ts';
import { signedStatusList, statusListAddress } from '../issuers/status-lists.ts';
import type { SigningPool } from './signing-pool.ts';

/**
 * Gathers what a thread needs to verify these badges without the database: the issuer's keys, the signed
 * status lists, the time. Throws `platform.key-missing` (503) if a list must be signed without the sealing
 * key.
 */
export async function verificationDataOf(
	world: World,
	issuer: Issuer,
	badges: readonly Pick<Issuance, 'statusList'>[],
): Promise<Pick<SigningTask, 'did' | 'keys' | 'lists' | 'now'>> {
	const { did } = issuer;
	const known = await publicIssuer(world, did);
	const lists = new Map<string, string>();
	for (const list of new Set(badges.map(({ statusList }) => statusList))) {
		try {
			const { text } = await signedStatusList(world, issuer, list);
			lists.set(statusListAddress(issuer, list), text);
		} catch (problem) {
			// A 404 means that this list was never opened: then only its own badges cannot be verified. Any
			// other refusal means that no list can be signed, so no badge can be verified.
			if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		}
	}
	return { did, keys: known?.keys ?? [], lists, now: world.now() };
}

/** The world, the signing pool and the issuer with which a batch is processed. */
export interface BatchContext {
	readonly world: World;
	readonly pool: SigningPool;
	readonly issuer: Issuer;
}

/**
 * Verifies a group of issuances with a throwaway key (lints them) or, given a key, signs them. Voids the
 * faulty ones and returns the others, with their proof if they were signed. Throws `platform.key-missing`
 * (503) if a status list is unavailable.
 */
export async function lintOrSign(
	{ world, pool, issuer }: BatchContext,
	group: readonly Issuance[],
	key: SealedKey | null,
): Promise<readonly { readonly issuance: Issuance; readonly proof: string | null }[]> {
	const results: readonly ItemResult[] = await pool.run({
		kind: key ? 'sign' : 'lint',
		...(await verificationDataOf(world, issuer, group)),
		items: group.map((issuance) => ({
			text: issuance.unsigned,
			digest: issuance.digest,
			createdAt: issuance.createdAt,
			expected: expectedValuesOf(issuance, issuer),
		})),
		open: key && (() => openKey(world, issuer, key)),
	});
	const sound = [];
	let unknown = false;
	for (const [at, issuance] of group.entries()) {
		const result = results[at];
		if (result?.kind === 'sound') sound.push({ issuance, proof: result.proof });
		else if (result?.kind === 'fault')
			await voidWithReason(world, issuance.id, result.altered ? 'altered' : 'lint-refused', result.why);
		else unknown = true;
	}
	// Some badges could not be verified: their status list cannot be signed now.
	if (unknown) throw new Refusal('platform.key-missing', { status: 503 });
	return sound;
}
