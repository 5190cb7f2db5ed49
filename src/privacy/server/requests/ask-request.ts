import { type Actor, mustBePerson } from '#identity';
import {
	administeredInstitution,
	administeredPersonInUnit,
	writeOnceAsAdministrator,
} from '#identity/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { RequestKind } from '../../index.ts';
import { endOver, oneselfRefusal, otherAdministrators, tellByMail } from './request-in-hand.ts';
import { findRequests, insertRequest } from './request-store.ts';

/** What an administrator says when they ask for somebody absent. */
export interface RequestInput {
	readonly person: string;
	readonly kind: RequestKind;
	/** How the person was recognised. */
	readonly reason: string;
	readonly key: string;
}

/**
 * Asks, for somebody absent of the institution that the actor administers, for a copy of their data or for its
 * erasure, and returns the id of the request. Another administrator must confirm it. The person is told by mail,
 * and in their journal of access. Throws `privacy.request-oneself` (409) for the actor's own account,
 * `privacy.request-alone` (409) where no other administrator could confirm, and `privacy.request-open` (409)
 * while there is one of the same kind.
 */
export async function askRequest(
	world: World,
	actor: Actor,
	{ person, kind, reason, key }: RequestInput,
): Promise<string> {
	const institution = administeredInstitution(actor);
	await administeredPersonInUnit(world.db.read, actor, person);
	if (person === mustBePerson(actor).id) throw oneselfRefusal();
	const form = {
		institution,
		action: `privacy.ask-request:${person}`,
		key,
		sent: { kind, reason },
		about: person,
	};
	return writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		await administeredPersonInUnit(tx, me, person);
		const now = world.now();
		await endOver(tx, now);
		if ((await otherAdministrators(tx, institution, [me.id, person])).length === 0)
			throw new Refusal('privacy.request-alone', { status: 409 });
		if ((await findRequests(tx, { institution, person, kind, open: true })).length > 0)
			throw new Refusal('privacy.request-open', { field: 'kind', status: 409 });
		const id = world.newId();
		await insertRequest(tx, {
			...{ id, institution, kind, person, reason, askedBy: me.id, askedAt: now },
			...{ answeredBy: null, answeredAt: null, dueAt: null, state: 'asked', endedAt: null },
		});
		await tellByMail(tx, world, { person, institution, kind }, 'asked');
		return { answer: id, did: { what: `${kind}-asked`, person, thing: id } };
	});
}
