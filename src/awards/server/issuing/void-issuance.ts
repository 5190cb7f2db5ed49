import type { World } from '#platform/server';
import type { VoidReason } from '../../issuance.ts';
import { voidIssuance } from './issuance-store.ts';

/** Voids an issuance, which then ends without a badge; logs the reason and the fault. */
export async function voidWithReason(
	world: World,
	id: string,
	reason: VoidReason,
	fault: string,
): Promise<void> {
	await world.db.write((tx) => voidIssuance(tx, id, reason, world.now()));
	world.log.warn('recognition.issuance-voided', { reason, fault });
}
