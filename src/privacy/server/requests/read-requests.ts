import { type Actor, mustBePerson } from '#identity';
import {
	administeredInstitution,
	administeredPersonInUnit,
	belongsElsewhere,
	institutionById,
	peopleByIds,
} from '#identity/server';
import type { World } from '#platform/server';
import { ANSWER_DAYS, daysAfter } from '../../index.ts';
import { otherAdministrators } from './request-in-hand.ts';
import { findRequests, type PersonRequest, requestsToAnswer } from './request-store.ts';

/** How many requests a page lists. */
const LISTED = 20;

/** A request as administrators or its person read it, with names in the place of ids. */
export interface ReadRequest extends Pick<
	PersonRequest,
	'id' | 'kind' | 'reason' | 'askedAt' | 'answeredAt' | 'dueAt' | 'state' | 'endedAt'
> {
	/** The name of who asked, and of who answered; null when nobody did, and once they have no account any more. */
	readonly askedBy: string | null;
	readonly answeredBy: string | null;
	/** Whether whoever reads it asked for it; whether they answered it. */
	readonly askedByMe: boolean;
	readonly answeredByMe: boolean;
}

/** Where a request stands now: one that nobody answered in time is over before the next sweep says so. */
function stateNow({ state, askedAt, kind, dueAt }: PersonRequest, now: Date): PersonRequest['state'] {
	if (state === 'asked' && askedAt <= daysAfter(-ANSWER_DAYS, now)) return 'expired';
	if (state === 'confirmed' && kind === 'access' && dueAt !== null && dueAt <= now) return 'done';
	return state;
}

async function named(world: World, me: string, requests: readonly PersonRequest[]): Promise<ReadRequest[]> {
	const ids = requests
		.flatMap(({ askedBy, answeredBy }) => [askedBy, answeredBy])
		.filter((id) => id !== null);
	const names = await peopleByIds(world, [...new Set(ids)]);
	const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.displayName ?? null));
	return requests.map(({ institution: _, person: __, askedBy, answeredBy, ...one }) => ({
		...one,
		state: stateNow({ ...one, askedBy, answeredBy, institution: _, person: __ }, world.now()),
		...{ askedBy: nameOf(askedBy), answeredBy: nameOf(answeredBy) },
		...{ askedByMe: askedBy === me, answeredByMe: answeredBy === me },
	}));
}

/** What the page of the requests about somebody shows to the administrators of their institution. */
export interface RequestsPage {
	readonly name: string;
	readonly requests: readonly ReadRequest[];
	/** Whether somebody else administers the institution, and so could confirm. */
	readonly canBeConfirmed: boolean;
	/** Whether the person also belongs to another institution: then only what this one holds is given or erased. */
	readonly elsewhere: boolean;
	/** Whether the person is the administrator who reads the page. */
	readonly self: boolean;
}

/** Returns the requests about somebody of the institution that the actor administers. */
export async function requestsPage(world: World, actor: Actor, person: string): Promise<RequestsPage> {
	const institution = administeredInstitution(actor);
	const q = world.db.read;
	const { account } = await administeredPersonInUnit(q, actor, person);
	const me = mustBePerson(actor).id;
	return {
		name: account.displayName,
		requests: await named(world, me, await findRequests(q, { institution, person }, LISTED)),
		canBeConfirmed: (await otherAdministrators(q, institution, [me, person])).length > 0,
		elsewhere: await belongsElsewhere(q, person, institution),
		self: me === person,
	};
}

/** A request about the signed-in person, with the institution where it was asked. */
export type RequestAboutMe = ReadRequest & { readonly institution: string };

/** Returns the requests about the signed-in person, in whatever institution, the latest first. */
export async function requestsAboutMe(
	world: World,
	actor: Actor,
	{ open }: { readonly open: boolean },
): Promise<readonly RequestAboutMe[]> {
	const { id: person } = mustBePerson(actor);
	const found = await findRequests(world.db.read, { person, open }, LISTED);
	const read = await named(world, person, found);
	const about = await Promise.all(
		found.map(async ({ institution }, at) => ({
			...read[at]!,
			institution: (await institutionById(world, institution)).name,
		})),
	);
	return about.filter(({ state }) => !open || state === 'asked' || state === 'confirmed');
}

/** Returns the people about whom a request waits for the actor, who administers an institution, the oldest first. */
export async function peopleToAnswerFor(
	world: World,
	actor: Actor,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
	const institution = administeredInstitution(actor);
	const since = daysAfter(-ANSWER_DAYS, world.now());
	const waiting = await requestsToAnswer(world.db.read, institution, {
		...{ actor: mustBePerson(actor).id, since, most: LISTED },
	});
	const ids = [...new Set(waiting.flatMap(({ person }) => (person === null ? [] : [person])))];
	const names = await peopleByIds(world, ids);
	return ids.flatMap((id) => {
		const one = names.get(id);
		return one ? [{ id, name: one.displayName }] : [];
	});
}
