import { type Actor, can } from '#identity';
import type { Report } from '#openbadges';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';
import type { BadgeDefinition } from '#badges';
import { catalogueOf } from '#badges/server';
import { awardFacts } from './award-facts-store.ts';
import type { Issuer } from './issuers/issuer-store.ts';
import { checkOwn } from './kept-checks.ts';
import { awardThing, mayRead } from './readable-award.ts';

/** A piece of evidence as the signed badge holds it. */
export interface SignedEvidence {
	readonly name: string | null;
	readonly narrative: string | null;
	readonly url: string | null;
}

/** A badge's page: what it says, what our own check finds, and what this reader may do with it. */
export interface AwardPage {
	readonly award: Award;
	readonly definition: BadgeDefinition | undefined;
	readonly institution: string;
	readonly demonstration: boolean;
	readonly timeZone: string;
	readonly issuer: Issuer;
	/** The holder's display name, when they show it (or when the reader is the holder or works there). */
	readonly holder: string | null;
	readonly evidence: readonly SignedEvidence[];
	/** When and why it was signed anew, the last time; null: never. */
	readonly reissued: { readonly at: Date; readonly reason: string | null } | null;
	/** Null once the signed text was erased. */
	readonly report: Report | null;
	/** Whether it can be had as a token: one was made, or can be. */
	readonly token: boolean;
	/** The id of the award that says the same in the other language. */
	readonly sibling: string | null;
	/** Whether its person can have it in the other language, and does not yet. */
	readonly offersSibling: boolean;
	readonly rights: {
		readonly owner: boolean;
		/** May revoke it, had nobody done so yet. */
		readonly revoker: boolean;
		/** May revoke it now. */
		readonly revoke: boolean;
	};
}

/** Whether an award can be translated: it is active, and the criteria of its badge have not changed. */
export const canBeTranslated = (award: Award, definition: BadgeDefinition | undefined): boolean =>
	award.revokedAt === null && award.credential !== null && definition?.version === award.definitionVersion;

/** Reads the evidence written in a signed badge of ours. */
function evidenceIn(credential: string): readonly SignedEvidence[] {
	const { evidence = [] } = JSON.parse(credential) as {
		evidence?: readonly { name?: string; narrative?: string; id?: string }[];
	};
	return evidence.map(({ name = null, narrative = null, id = null }) => ({ name, narrative, url: id }));
}

/** The page of a badge, for whoever may read it. */
export async function awardPage(world: World, actor: Actor, id: string): Promise<AwardPage> {
	const facts = await awardFacts(world.db.read, id);
	const award = await mayRead(world, actor, facts?.award);
	if (!facts) throw notFound();
	const { institution, issuer, sibling, token, reissued } = facts;
	const thing = awardThing(award);
	const owner = award.person !== null && can(actor, 'write', thing);
	const revoker = can(actor, 'revoke', thing);
	const inside = !owner && can(actor, 'read', { ...thing, published: false });
	const definition = catalogueOf(world).badge(award.badge);
	return {
		award,
		definition,
		institution: institution.name,
		demonstration: institution.demonstration,
		timeZone: institution.timeZone,
		issuer,
		holder: (award.showsName || owner || inside) && award.person ? facts.holder : null,
		evidence: award.credential ? evidenceIn(award.credential) : [],
		reissued,
		report: award.credential ? await checkOwn(world, facts, award.credential) : null,
		token: award.credential !== null && (token || award.revokedAt === null),
		sibling,
		offersSibling: owner && !sibling && issuer.origin === world.origin && canBeTranslated(award, definition),
		rights: { owner, revoker, revoke: award.revokedAt === null && revoker },
	};
}
