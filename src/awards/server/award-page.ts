import { type Actor, can } from '#identity';
import { institutionById, peopleByIds } from '#identity/server';
import type { Report } from '#openbadges';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';
import type { BadgeDefinition } from '#badges';
import { catalogueOf } from '#badges/server';
import { tokenOf } from './files/award-token-store.ts';
import { type Issuer, issuerOf } from './issuers/issuer-store.ts';
import { awardThing, readableAward } from './readable-award.ts';
import { verifyOwn } from './register.ts';
import { translationOfAward } from './award-store.ts';
import { supersededOf } from './issuing/superseded-store.ts';

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
	/** The award that says the same in the other language. */
	readonly sibling: Award | null;
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
	const award = await readableAward(world, actor, id);
	const thing = awardThing(award);
	const [institution, issuer, [earlier]] = await Promise.all([
		institutionById(world, award.institution),
		issuerOf(world.db.read, award.issuer),
		supersededOf(world.db.read, [id]),
	]);
	const owner = award.person !== null && can(actor, 'write', thing);
	const revoker = can(actor, 'revoke', thing);
	const inside = !owner && can(actor, 'read', { ...thing, published: false });
	const named = award.person && (award.showsName || owner || inside);
	const [sibling, token] = await Promise.all([
		translationOfAward(world.db.read, award),
		tokenOf(world.db.read, award.id),
	]);
	const people = named && award.person ? await peopleByIds(world, [award.person]) : new Map();
	const definition = catalogueOf(world).badge(award.badge);
	return {
		award,
		definition,
		institution: institution.name,
		demonstration: institution.demonstration,
		timeZone: institution.timeZone,
		issuer,
		holder: (award.person && people.get(award.person)?.displayName) || null,
		evidence: award.credential ? evidenceIn(award.credential) : [],
		reissued: earlier ? { at: earlier.supersededAt, reason: earlier.reason } : null,
		report: award.credential ? await verifyOwn(world, award.credential) : null,
		token: award.credential !== null && (token !== undefined || award.revokedAt === null),
		sibling: sibling ?? null,
		offersSibling: owner && !sibling && issuer.origin === world.origin && canBeTranslated(award, definition),
		rights: { owner, revoker, revoke: award.revokedAt === null && revoker },
	};
}
