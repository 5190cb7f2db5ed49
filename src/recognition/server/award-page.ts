import { type Actor, can, type Thing } from '#identity';
import { institutionById, peopleByIds, recordAccess } from '#identity/server';
import type { Report } from '#openbadges';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';
import type { BadgeDefinition } from '../definition.ts';
import { awardById } from './award-store.ts';
import { catalogueOf } from './catalogue.ts';
import { type Issuer, issuerById } from './issuer-store.ts';
import { verifyGiven } from './verify-given.ts';

/** What decides who may do what with an award. */
export const awardThing = (award: Award): Extract<Thing, { kind: 'award' }> => ({
	kind: 'award',
	// An award whose person left belongs to nobody.
	person: award.person ?? '',
	institution: award.institution,
	decidedBy: award.decidedBy,
	published: award.publishedAt !== null,
});

/** An award somebody may read; unknown, unpublished and not theirs get the same 404, signed in or not. */
export async function readableAward(world: World, actor: Actor, id: string): Promise<Award> {
	const award = await awardById(world.db.read, id);
	if (!award || !can(actor, 'read', awardThing(award))) throw notFound();
	if (award.publishedAt === null && award.person && actor.kind === 'person' && actor.id !== award.person)
		await recordAccess(world, { actor: actor.id, person: award.person, what: 'badge-read', thing: id });
	return award;
}

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
	/** Null once the signed text was erased. */
	readonly report: Report | null;
	readonly rights: { readonly owner: boolean; readonly revoke: boolean };
}

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
	const [institution, issuer] = await Promise.all([
		institutionById(world, award.institution),
		issuerById(world.db.read, award.issuer),
	]);
	if (!issuer) throw new Error('An award without its issuer.');
	const owner = award.person !== null && can(actor, 'write', thing);
	const inside = !owner && can(actor, 'read', { ...thing, published: false });
	const named = award.person && (award.showsName || owner || inside);
	const people = named && award.person ? await peopleByIds(world, [award.person]) : new Map();
	return {
		award,
		definition: catalogueOf(world).badge(award.badge),
		institution: institution.name,
		demonstration: institution.demonstration,
		timeZone: institution.timeZone,
		issuer,
		holder: (award.person && people.get(award.person)?.displayName) || null,
		evidence: award.credential ? evidenceIn(award.credential) : [],
		report: award.credential ? await verifyGiven(world, award.credential, { outbound: false }) : null,
		rights: { owner, revoke: award.revokedAt === null && can(actor, 'revoke', thing) },
	};
}
