import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Issuance } from '../../issuance.ts';
import { factsOf } from './issuance-lint.ts';
import { voidWithReason } from './resume-issuance.ts';
import type { ItemResult, SigningTask } from './signing-task.ts';
import type { Issuer, SealedKey } from '../issuers/issuer-store.ts';
import { openKey, publicIssuer } from '../issuers/issuers.ts';
import { signedStatusList, statusListAddress } from '../issuers/status-lists.ts';
import type { SigningPool } from './signing-pool.ts';

/** What a thread needs to verify these badges without the database: the issuer's keys, signed status lists, the time. */
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
			// Without this list, its badges cannot be verified (404); without the key that signs lists, none can.
			if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		}
	}
	return { did, keys: known?.keys ?? [], lists, now: world.now() };
}

/** What the badges of one issuer are processed with. */
export interface BatchContext {
	readonly world: World;
	readonly pool: SigningPool;
	readonly issuer: Issuer;
}

/** Lints a group, or signs it if a key is given. Voids the faulty ones and returns the others with their proof. */
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
			facts: factsOf(issuance, issuer),
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
	// The status list that verification needs cannot be signed now.
	if (unknown) throw new Refusal('platform.key-missing', { status: 503 });
	return sound;
}
