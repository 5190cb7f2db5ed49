import type { World } from '#platform/server';
import { badgeAddress } from '../addresses.ts';
import { awardPageData } from './award-page-data-store.ts';

/** What anybody may see of a published award besides its signed text. */
export interface PublicAward {
	readonly id: string;
	/** The award's address as it was signed, whatever the service's present origin. */
	readonly address: string;
	/** The holder's name, if they chose to show it to everybody; else null. */
	readonly holder: string | null;
}

/** Returns the public data of the award with this id; undefined if it is unknown or not published. */
export async function publicAward(world: World, id: string): Promise<PublicAward | undefined> {
	const facts = await awardPageData(world.db.read, id);
	if (!facts || facts.award.publishedAt === null) return undefined;
	const { award, holder, issuer } = facts;
	const address = badgeAddress(issuer.origin, award.id);
	return { id: award.id, address, holder: award.showsName && award.person ? holder : null };
}
