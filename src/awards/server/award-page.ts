import { type Actor, can } from '#identity';
import type { Report } from '#openbadges';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';
import { definitionOfAward } from './definition-of-award.ts';
import { isExpired, isRenewable } from '../expiry.ts';
import type { AnyBadgeDefinition, AnyBadgeInVersion } from '#badges';
import { assessorIn } from './issuers/assessor.ts';
import { type AwardPageData, awardPageData } from './award-page-data-store.ts';
import { boundEmailOf, isBoundTo } from './binding/bound-email.ts';
import { isIntact } from './issuing/store-reissue-intents.ts';
import type { Issuer } from './issuers/issuer-store.ts';
import { awardReport } from './award-cache.ts';
import { awardAccessFacts, mustReadAward } from './readable-award.ts';

/** A piece of evidence as it is written in the signed badge. */
export interface SignedEvidence {
	readonly name: string | null;
	readonly narrative: string | null;
	readonly url: string | null;
}

/** How an award is bound to its holder's e-mail address, for the holder alone. */
export interface OwnBinding {
	/** The holder's verified address; null if they have none. */
	readonly address: string | null;
	/** Whether the award is bound to that very address. */
	readonly current: boolean;
	/** Whether the holder asked for it with their application, and had no verified address when it was signed. */
	readonly missed: boolean;
	/** Whether the service sends mail, and so can verify an address. */
	readonly sendsMail: boolean;
}

/** The content of an award's page: the award, our verification of it, and what the reader may do with it. */
export interface AwardPage {
	readonly award: Award;
	readonly definition: AnyBadgeInVersion | undefined;
	readonly institution: string;
	/** Name of the RÉCIT service whose adviser judged, as it was signed; null if the institution's own did. */
	readonly service: string | null;
	readonly demonstration: boolean;
	readonly timeZone: string;
	readonly issuer: Issuer;
	/**
	 * The holder's display name if the page shows it to everybody, or if the reader is the holder or works at
	 * the institution; otherwise null.
	 */
	readonly holder: string | null;
	readonly evidence: readonly SignedEvidence[];
	/** When the award was last signed again, and why; null if never. */
	readonly reissued: AwardPageData['reissued'];
	/** Whether the award is bound to an e-mail address. */
	readonly bound: boolean;
	/** What the holder may do about that; null for another reader, and for an award that cannot be bound. */
	readonly binding: OwnBinding | null;
	/** This service's verification of the award; null once the signed text was erased. */
	readonly report: Report | null;
	/** True if the award can be downloaded as a token (VC-JWT): one exists, or can be made. */
	readonly token: boolean;
	/** Id of the award's translation, or of the original that it translates; null if there is neither. */
	readonly sibling: string | null;
	/**
	 * True if the reader is the holder, and the badge can be issued in the other language but was not yet.
	 */
	readonly offersSibling: boolean;
	readonly rights: {
		readonly owner: boolean;
		/** True if the reader has the right to revoke the award, even if it is already revoked. */
		readonly revoker: boolean;
		/** True if the reader has the right to revoke the award, and it is not revoked yet. */
		readonly revoke: boolean;
	};
}

/**
 * Returns whether an award can be translated: it is not revoked and cannot be applied for again yet, its text is
 * stored, and its badge's definition still has the same version.
 */
export const canBeTranslated = (
	award: Award,
	definition: AnyBadgeDefinition | undefined,
	now: Date,
): boolean =>
	award.revokedAt === null &&
	!isRenewable(award, now) &&
	award.credential !== null &&
	definition?.version === award.definitionVersion;

/** Reads the pieces of evidence written in the text of a badge that this service signed. */
function evidenceIn(credential: string): readonly SignedEvidence[] {
	const { evidence = [] } = JSON.parse(credential) as {
		evidence?: readonly { name?: string; narrative?: string; id?: string }[];
	};
	return evidence.map(({ name = null, narrative = null, id = null }) => ({ name, narrative, url: id }));
}

/** How the holder's award is bound, and to what it can be. */
const ownBinding = (world: World, { award, address }: AwardPageData): OwnBinding => ({
	address,
	current: address !== null && isBoundTo(award, address),
	missed: award.bindsEmail && boundEmailOf(award) === null,
	sendsMail: world.mailing !== null,
});

/**
 * Returns the content of an award's page. Throws not-found (404) if the award is unknown or the actor may not
 * read it. Reading somebody else's unpublished award is recorded in its holder's journal of access.
 */
export async function awardPage(world: World, actor: Actor, id: string): Promise<AwardPage> {
	const facts = await awardPageData(world.db.read, id);
	const award = await mustReadAward(world, actor, facts?.award);
	if (!facts) throw notFound();
	const { institution, issuer, sibling, token, reissued } = facts;
	const thing = awardAccessFacts(award);
	const owner = award.person !== null && can(actor, 'write', thing);
	const revoker = can(actor, 'revoke', thing);
	const inside = !owner && can(actor, 'read', { ...thing, published: false });
	const definition = await definitionOfAward(world, award);
	return {
		award,
		definition,
		institution: institution.name,
		service: (award.credential && assessorIn(award.credential)?.name) ?? null,
		demonstration: institution.demonstration,
		timeZone: institution.timeZone,
		issuer,
		holder: (award.showsName || owner || inside) && award.person ? facts.holder : null,
		evidence: award.credential ? evidenceIn(award.credential) : [],
		reissued,
		bound: boundEmailOf(award) !== null,
		binding:
			owner && isIntact(award) && !isExpired(award, world.now()) && issuer.origin === world.origin
				? ownBinding(world, facts)
				: null,
		report: award.credential ? await awardReport(world, facts, award.credential) : null,
		token: award.credential !== null && (token || award.revokedAt === null),
		sibling,
		offersSibling:
			owner && !sibling && issuer.origin === world.origin && canBeTranslated(award, definition, world.now()),
		rights: { owner, revoker, revoke: award.revokedAt === null && revoker },
	};
}
