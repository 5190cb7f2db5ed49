import { type Actor, isReviewer, mustBePerson, placesToChoose } from '#identity';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { advisersAsked, type BadgeDefinition } from '#badges';
import { type KnownBadges, knownBadges } from '#badges/server';
import type { ApplicationKind } from '../../application-kind.ts';
import type { AwaitedOpinion } from '../../opinions.ts';
import { daysSince } from '../../usual-delay.ts';
import {
	countWaiting,
	countWaitingByInstitution,
	type OpenCounts,
	type WaitingApplicationRow,
	oldestWaitingAndCounts,
	waitingApplicationsAfter,
	waitingApplications,
} from './review-queue-store.ts';

const PER_PAGE = 20;

/** An application that waits for an adviser's decision, as their queue shows it. */
export interface WaitingApplication {
	readonly id: string;
	readonly name: string;
	readonly definition: BadgeDefinition;
	readonly submittedAt: Date;
	/** Whole days since the application was sent. */
	readonly days: number;
	/** Whether this adviser accompanies the applicant. */
	readonly accompanied: boolean;
	/** True when the application was reviewed before and sent again since. */
	readonly again: boolean;
	/** Where the badge asks several advisers, which opinion this one would give, in the list of all; otherwise null. */
	readonly awaited: 'first' | AwaitedOpinion | null;
	/** What it asks of an adviser, in the list of all; otherwise null. */
	readonly kind: ApplicationKind | null;
}

/** A page of the applications that wait for an adviser's decision, oldest first, with the number of all. */
export interface ReviewQueueListPage {
	readonly items: readonly WaitingApplication[];
	/** Page number, from 1. */
	readonly page: number;
	readonly pages: number;
	readonly count: number;
	/** How many are of people whom this adviser accompanies. */
	readonly mine: number;
}

/**
 * The actor's id and the institutions whose applications they decide; both empty for an actor who is not signed
 * in.
 */
function advises(actor: Actor): { reader: string; institutions: readonly string[] } {
	if (actor.kind !== 'person') return { reader: '', institutions: [] };
	const institutions = actor.memberships.flatMap((one) => (isReviewer(one) ? [one.institution] : []));
	return { reader: actor.id, institutions };
}

/**
 * How many applications wait for this adviser's decision, without their own; 0 for a person who advises
 * nowhere.
 */
export async function waitingApplicationCount(world: World, actor: Actor): Promise<number> {
	const { reader, institutions } = advises(actor);
	return countWaiting(world.db.read, institutions, reader);
}

/** Which opinion is awaited where so many advisers gave theirs. */
function awaitedOpinion(given: number, settling: boolean): 'first' | AwaitedOpinion {
	if (given < 2) return given === 0 ? 'first' : 'second';
	return settling ? 'settle' : 'third';
}

/**
 * Completes applications that wait for an adviser with their badge and days waited, for the queue page and «
 * Aujourd’hui »; leaves out those for a badge that is no longer in the catalogue.
 */
const waitingItems = (
	world: World,
	known: KnownBadges,
	found: readonly (WaitingApplicationRow & {
		readonly opinions?: number;
		readonly settling?: boolean;
		readonly kind?: ApplicationKind;
	})[],
): WaitingApplication[] =>
	found.flatMap(({ id, name, badge, submittedAt, accompanied, again, kind = null, ...row }) => {
		const { opinions, settling = false } = row;
		const definition = known.badge(badge);
		if (!definition || !submittedAt) return [];
		const days = daysSince(submittedAt, world.now());
		const several = advisersAsked(definition) > 1;
		const awaited = several && opinions !== undefined ? awaitedOpinion(opinions, settling) : null;
		return [{ id, name, definition, submittedAt, days, accompanied, again, awaited, kind }];
	});

/**
 * The actor's id and the institutions whose applications they decide. Throws the common 404 when there are none.
 */
export function mustReview(actor: Actor): { reader: string; institutions: readonly string[] } {
	mustBePerson(actor);
	const where = advises(actor);
	if (where.institutions.length === 0) throw notFound();
	return where;
}

/**
 * Loads a page of the applications that wait for an adviser in their institutions, oldest first; with
 * `onlyMine`, only those of people whom the adviser accompanies. Throws the common 404 for a page past the
 * last, and for a person who advises nowhere.
 */
export async function reviewQueue(
	world: World,
	actor: Actor,
	page: number,
	{ onlyMine = false }: { readonly onlyMine?: boolean } = {},
): Promise<ReviewQueueListPage> {
	const { reader, institutions } = mustReview(actor);
	if (!Number.isInteger(page) || page < 1) throw notFound();
	const after = (page - 1) * PER_PAGE;
	const { some, count, mine } = await waitingApplications(world.db.read, institutions, reader, {
		...{ after, most: PER_PAGE, onlyMine },
	});
	if (some.length === 0 && page > 1) throw notFound();
	const pages = Math.max(1, Math.ceil(count / PER_PAGE));
	return { items: waitingItems(world, await knownBadges(world, actor), some), page, pages, count, mine };
}

/**
 * Loads the `most` oldest applications that wait for an adviser; how many wait in all (`count`), how many of
 * those were sent in the last seven days and in the last day (`lately`); how many had been sent back before
 * (`again`); and how many this adviser sent back that were not sent again (`returned`).
 */
export async function reviewQueueSummary(
	world: World,
	actor: Actor,
	most: number,
): Promise<Pick<ReviewQueueListPage, 'items' | 'count'> & Pick<OpenCounts, 'again' | 'returned' | 'lately'>> {
	const { reader, institutions } = mustReview(actor);
	const before = (days: number) => new Date(world.now().getTime() - days * 86_400_000);
	const found = await oldestWaitingAndCounts(world.db.read, institutions, reader, {
		...{ most, since: { week: before(7), day: before(1) } },
	});
	const { waiting: count, again, returned, lately } = found;
	const items = waitingItems(world, await knownBadges(world, actor), found.some);
	return { items, count, again, returned, lately };
}

/**
 * The other institutions where the actor may choose to act and decide applications, by name in the order of
 * their places, each with how many applications wait there. One that they do not reach by an agreement is left
 * out where nothing waits: it may be their own RÉCIT service, where nothing ever does.
 */
export async function waitingElsewhere(
	world: World,
	actor: Actor,
): Promise<readonly { readonly name: string; readonly count: number }[]> {
	const { id: reader } = mustBePerson(actor);
	const others = placesToChoose(actor)
		.slice(1)
		.filter(({ reviews }) => reviews);
	const ids = others.map(({ id }) => id);
	const counts = await countWaitingByInstitution(world.db.read, ids, reader);
	return others
		.filter(({ id, byAgreement }) => byAgreement || counts.has(id))
		.map(({ id, name }) => ({ name, count: counts.get(id) ?? 0 }));
}

/**
 * The waiting application that was sent next after the application `after`, whether `after` itself is decided
 * or not; with `onlyMine`, the next one of a person whom the adviser accompanies. Null when there is none.
 * Applications sent earlier, which the adviser has put off, are not offered again.
 */
export async function nextWaiting(
	world: World,
	actor: Actor,
	after: string,
	{ onlyMine = false }: { readonly onlyMine?: boolean } = {},
): Promise<Pick<WaitingApplication, 'id' | 'name' | 'definition'> | null> {
	const { reader, institutions } = mustReview(actor);
	const some = await waitingApplicationsAfter(world.db.read, institutions, reader, {
		...{ id: after, most: PER_PAGE, onlyMine },
	});
	const known = await knownBadges(world, actor);
	for (const { id, name, badge } of some) {
		const definition = known.badge(badge);
		if (definition) return { id, name, definition };
	}
	return null;
}
