import type { World } from '#platform/server';
import { verifyAwardSample } from '#awards/server';
import type { Doubt } from '../doubts.ts';
import type { Manifest } from '../manifest.ts';

/** Number of badges to verify in each backup. */
const BADGES = 10;

/** The result of checking a backup; the backup is sound when there is no doubt. */
export interface BackupCheckResult {
	readonly doubts: readonly Doubt[];
	readonly manifest: Manifest | undefined;
	/** Number of badges that were verified. */
	readonly badges: number;
}

/** What a doubt says of an error: its code, or else its message. */
export const causeOf = (error: unknown): string => {
	const { code, message } = error as { code?: string; message?: string };
	return code ?? message ?? 'unknown';
};

/** Verifies ten badges of a restored database, drawn at random, with the public keys that it holds. */
export async function checkBadges(
	world: World,
): Promise<{ readonly doubts: readonly Doubt[]; readonly badges: number }> {
	const { checked, doubtful } = await verifyAwardSample(world, BADGES);
	return { doubts: doubtful.map((one) => ({ code: 'badge-doubtful', ...one })), badges: checked };
}
