import type { World } from '#platform/server';
import { badgeAddress } from '../addresses.ts';
import { awardPageData } from './award-page-data-store.ts';

/**
 * What a published award shows besides its signed text: the address of its page, and the holder's name if they
 * chose so. The page itself reads `awardPage`.
 */
export interface PublishedAwardFacts {
	readonly id: string;
	/** The award's address as it was signed, whatever the service's present origin. */
	readonly address: string;
	/** The holder's name, if they chose to show it to everybody; else null. */
	readonly holder: string | null;
}

/** Returns these facts of the award with this id; undefined if it is unknown or not published. */
export async function publishedAwardFacts(
	world: World,
	id: string,
): Promise<PublishedAwardFacts | undefined> {
	const facts = await awardPageData(world.db.read, id);
	if (!facts || facts.award.publishedAt === null) return undefined;
	const { award, holder, issuer } = facts;
	const address = badgeAddress(issuer.origin, award.id);
	return { id: award.id, address, holder: award.showsName && award.person ? holder : null };
}
