import type { Actor } from '#identity';
import { institutionById } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { BadgeDefinition } from '#badges';
import { knownBadges } from '#badges/server';
import type { ApplicationState } from '../../application-states.ts';
import { waitingOrDecidedApplications } from './review-queue-store.ts';
import { mustReview } from './review-queue.ts';

const PER_PAGE = 20;

/**
 * The states of the applications that an adviser follows (those that wait for a decision, and those that this
 * adviser decided), in the order in which the page offers them.
 */
export const WAITING_OR_DECIDED = [
	'submitted',
	'returned',
	'accepted',
	'refused',
] as const satisfies readonly ApplicationState[];

/** A state in which an adviser still follows an application: submitted, returned, accepted or refused. */
export type WaitingOrDecidedState = (typeof WAITING_OR_DECIDED)[number];

/**
 * An application in the list of those that an adviser follows: it waits for a decision, or this adviser
 * decided it.
 */
export interface DecisionsPageItem {
	readonly id: string;
	readonly name: string;
	/** Undefined when the badge has left the catalogue; the application can then no longer be opened. */
	readonly definition: BadgeDefinition | undefined;
	readonly badge: string;
	readonly state: ApplicationState;
	/** When the application was sent, if it waits; otherwise when this adviser last decided it. */
	readonly at: Date;
}

/** A page of the applications that an adviser follows, and the number in each state. */
export interface DecisionsPage {
	readonly items: readonly DecisionsPageItem[];
	readonly counts: Readonly<Record<WaitingOrDecidedState, number>>;
	/** Page number, from 1. */
	readonly page: number;
	readonly pages: number;
	readonly timeZone: string;
}

/**
 * Loads a page of the applications that wait for an adviser or that they decided, newest first, in one state
 * or (null) in all. Throws the common 404 for a page past the last, and for a person who advises nowhere.
 */
export async function decisionsPage(
	world: World,
	actor: Actor,
	{ state, page }: { readonly state: WaitingOrDecidedState | null; readonly page: number },
): Promise<DecisionsPage> {
	const { reader, institutions } = mustReview(actor);
	if (!Number.isInteger(page) || page < 1) throw notFound();
	const { some, counts } = await waitingOrDecidedApplications(world.db.read, institutions, reader, {
		...{ state, after: (page - 1) * PER_PAGE, most: PER_PAGE },
	});
	const count = (one: WaitingOrDecidedState) => counts.get(one) ?? 0;
	const all = state === null ? WAITING_OR_DECIDED.reduce((sum, one) => sum + count(one), 0) : count(state);
	const pages = Math.max(1, Math.ceil(all / PER_PAGE));
	if (page > pages) throw notFound();
	const known = await knownBadges(world, actor);
	return {
		items: some.map(({ id, name, badge, state: stands, at }) => ({
			...{ id, name, badge, state: stands, at, definition: known.badge(badge) },
		})),
		counts: {
			submitted: count('submitted'),
			returned: count('returned'),
			accepted: count('accepted'),
			refused: count('refused'),
		},
		...{ page, pages },
		timeZone: (await institutionById(world, institutions[0] ?? '')).timeZone,
	};
}
