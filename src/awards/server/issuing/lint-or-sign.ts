import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Issuance } from '../../issuance.ts';
import { factsOf } from './issuance-lint.ts';
import { endWithout } from './resume-issuance.ts';
import type { Finding, Task } from './signing-task.ts';
import type { Issuer, SealedKey } from '../issuers/issuer-store.ts';
import { openKey, publicIssuer } from '../issuers/issuers.ts';
import { signedStatusList, statusListAddress } from '../issuers/status-lists.ts';
import type { Workshop } from './signing-pool.ts';

/** What a thread must know of an issuing body to verify these badges without the database: keys, lists, the time. */
export async function knownOf(
	world: World,
	issuer: Issuer,
	badges: readonly Pick<Issuance, 'statusList'>[],
): Promise<Pick<Task, 'did' | 'keys' | 'lists' | 'now'>> {
	const { did } = issuer;
	const known = await publicIssuer(world, did);
	const lists = new Map<string, string>();
	for (const list of new Set(badges.map(({ statusList }) => statusList))) {
		try {
			const { text } = await signedStatusList(world, issuer, list);
			lists.set(statusListAddress(issuer, list), text);
		} catch (problem) {
			// A list never opened: that badge cannot be told. Without the key to sign it, none can.
			if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
		}
	}
	return { did, keys: known?.keys ?? [], lists, now: world.now() };
}

/** What a batch of one issuing body is done with. */
export interface Bench {
	readonly world: World;
	readonly workshop: Workshop;
	readonly issuer: Issuer;
}

/** Has a group linted, or signed where a key is given; ends those that are faulty, gives what came of the others. */
export async function lintOrSign(
	{ world, workshop, issuer }: Bench,
	group: readonly Issuance[],
	key: SealedKey | null,
): Promise<readonly { readonly one: Issuance; readonly proof: string | null }[]> {
	const found: readonly Finding[] = await workshop.order({
		kind: key ? 'sign' : 'lint',
		...(await knownOf(world, issuer, group)),
		pieces: group.map((one) => ({
			text: one.unsigned,
			digest: one.digest,
			createdAt: one.createdAt,
			facts: factsOf(one, issuer),
		})),
		open: key && (() => openKey(world, issuer, key)),
	});
	const sound = [];
	let untold = false;
	for (const [at, one] of group.entries()) {
		const finding = found[at];
		if (finding?.kind === 'sound') sound.push({ one, proof: finding.proof });
		else if (finding?.kind === 'fault')
			await endWithout(world, one.id, finding.altered ? 'altered' : 'lint-refused', finding.why);
		else untold = true;
	}
	// The list that would tell cannot be signed now.
	if (untold) throw new Refusal('platform.key-missing', { status: 503 });
	return sound;
}
