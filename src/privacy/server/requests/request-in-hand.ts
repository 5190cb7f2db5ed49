import type { Actor } from '#identity';
import {
	administeredPersonInUnit,
	administratorsOf,
	institutionNameOf,
	tellOfAccountChange,
} from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { ANSWER_DAYS, daysAfter, ERASURE_DELAY_DAYS, type RequestKind } from '../../index.ts';
import { endRequestsOver, findRequest, type PersonRequest } from './request-store.ts';

/** What a person is told by mail of a request about them. */
export type RequestStep = 'asked' | 'confirmed' | 'downloaded';

/** Ends, inside a write unit, the requests whose time has passed: nobody may answer them any more. */
export const endOver = (tx: Queries, now: Date): Promise<void> =>
	endRequestsOver(tx, { askedBefore: daysAfter(-ANSWER_DAYS, now), now });

/**
 * Reads a request of an institution inside a write unit, about somebody who is still in it. Throws not-found
 * (404) for one of another institution, and for one whose person has left.
 */
export async function mustFindRequest(
	tx: Queries,
	actor: Actor,
	{ institution, id }: { readonly institution: string; readonly id: string },
): Promise<PersonRequest & { readonly person: string }> {
	const found = await findRequest(tx, id);
	if (found?.institution !== institution || found.person === null) throw notFound();
	await administeredPersonInUnit(tx, actor, found.person);
	return { ...found, person: found.person };
}

/** The refusal (409) of an act on a request that ended meanwhile. */
export const endedRefusal = () => new Refusal('privacy.request-ended', { status: 409 });

/** The refusal (409) of an administrator who acts on what is about themselves. */
export const oneselfRefusal = () => new Refusal('privacy.request-oneself', { status: 409 });

/** Returns who administers an institution besides these people. */
export async function otherAdministrators(
	q: Queries,
	institution: string,
	except: readonly (string | null)[],
): Promise<readonly string[]> {
	return (await administratorsOf(q, institution)).filter((id) => !except.includes(id));
}

/** Tells a person by mail, inside the write unit, what became of a request about them. */
export async function tellByMail(
	tx: Queries,
	world: World,
	{
		person,
		institution,
		kind,
	}: { readonly person: string; readonly institution: string; readonly kind: RequestKind },
	step: RequestStep,
): Promise<void> {
	const named = await institutionNameOf(tx, institution);
	await tellOfAccountChange(tx, world, person, `${kind}-request`, {
		...{ step, institution: named, days: String(ERASURE_DELAY_DAYS) },
	});
}
