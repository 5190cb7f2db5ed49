import { type Actor, personOf } from '#identity';
import { accompaniedBy, peopleByIds } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { BadgeDefinition } from '#badges';
import { catalogueOf } from '#badges/server';
import { daysSince } from '../../usual-delay.ts';
import { countWaiting, waitingApplications } from '../application-store.ts';

const PER_PAGE = 20;

/** One application that waits. */
export interface Waiting {
	readonly id: string;
	readonly name: string;
	readonly definition: BadgeDefinition;
	readonly submittedAt: Date;
	/** Whole days since it was sent. */
	readonly days: number;
	/** Whether one accompanies this person. */
	readonly accompanied: boolean;
}

/** A page of what waits. */
export interface Queue {
	readonly items: readonly Waiting[];
	/** From 1. */
	readonly page: number;
	readonly pages: number;
	readonly count: number;
}

/** Where somebody advises, and who they are; nobody for who has not signed in. */
function advises(actor: Actor): { reader: string; institutions: readonly string[] } {
	if (actor.kind !== 'person') return { reader: '', institutions: [] };
	const institutions = actor.memberships.flatMap((one) => (one.role === 'adviser' ? [one.institution] : []));
	return { reader: actor.id, institutions };
}

/** How many applications wait for this adviser (0 for who advises nowhere); their own are not counted. */
export async function waitingFor(world: World, actor: Actor): Promise<number> {
	const { reader, institutions } = advises(actor);
	return countWaiting(world.db.read, institutions, reader);
}

/**
 * What waits for an adviser: first the people they accompany, then the others of their institutions, oldest first. A
 * page beyond the last, and somebody who advises nowhere, get the common 404.
 */
export async function reviewQueue(world: World, actor: Actor, page: number): Promise<Queue> {
	personOf(actor);
	const { reader, institutions } = advises(actor);
	if (institutions.length === 0) throw notFound();
	const mine = new Set(await accompaniedBy(world, reader));
	const all = await waitingApplications(world.db.read, institutions, reader);
	const [first, others] = [
		all.filter((one) => mine.has(one.person)),
		all.filter((one) => !mine.has(one.person)),
	];
	const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
	if (!Number.isInteger(page) || page < 1 || page > pages) throw notFound();
	const shown = [...first, ...others].slice((page - 1) * PER_PAGE, page * PER_PAGE);
	const people = await peopleByIds(world, [...new Set(shown.map(({ person }) => person))]);
	const items = shown.flatMap((one): Waiting[] => {
		const definition = catalogueOf(world).badge(one.badge);
		const person = people.get(one.person);
		if (!definition || !person || !one.submittedAt) return [];
		return [
			{
				id: one.id,
				name: person.displayName,
				definition,
				submittedAt: one.submittedAt,
				days: daysSince(one.submittedAt, world.now()),
				accompanied: mine.has(one.person),
			},
		];
	});
	return { items, page, pages, count: all.length };
}
