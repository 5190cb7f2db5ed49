import type { Actor, PersonActor } from '#identity';
import {
	administeredInstitution,
	belongsElsewhere,
	everMemberElsewhere,
	peopleByIds,
	writeAsAdministrator,
} from '#identity/server';
import { applicationsIn } from '#applications/server';
import { awardsIn } from '#awards/server';
import { cohortsIn } from '#cohort/server';
import { notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import { type PersonDataZip, zipOf } from '../export-person.ts';
import { endedRefusal, mustFindRequest, tellByMail } from './request-in-hand.ts';
import { findRequests } from './request-store.ts';

/**
 * Makes, for the two administrators of a confirmed request of access, the copy of the person's data: what the
 * person would download, without what other institutions hold. The download stands in the journals, and the person
 * is told by mail, before anything is given. Throws not-found (404) for anybody but these two, and
 * `privacy.request-ended` (409) once the seven days are over, or the request was withdrawn or objected to.
 */
export async function exportForRequest(
	world: World,
	actor: Actor,
	{ person, request: id }: { readonly person: string; readonly request: string },
): Promise<PersonDataZip> {
	const institution = administeredInstitution(actor);
	await writeAsAdministrator(world, actor, { institution }, async (tx: Queries, me: PersonActor) => {
		const found = await mustFindRequest(tx, me, { institution, id });
		const { kind, state, dueAt, askedBy, answeredBy } = found;
		if (kind !== 'access' || found.person !== person || ![askedBy, answeredBy].includes(me.id))
			throw notFound();
		if (state !== 'confirmed' || dueAt === null || dueAt <= world.now()) throw endedRefusal();
		await tellByMail(tx, world, { person, institution, kind }, 'downloaded');
		return { answer: undefined, did: { what: 'access-downloaded', person, thing: id } };
	});
	const { read } = world.db;
	const name = (await peopleByIds(world, [person])).get(person)?.displayName;
	if (name === undefined) throw notFound();
	const elsewhere =
		(await belongsElsewhere(read, person, institution)) ||
		(await everMemberElsewhere(read, person, institution));
	if (!elsewhere) return zipOf(world, { person, name });
	const things = new Set([
		...(await applicationsIn(world, person, institution)),
		...(await awardsIn(world, person, institution)),
		...(await cohortsIn(world, institution)),
		...(await findRequests(read, { person, institution })).map((one) => one.id),
	]);
	return zipOf(world, { person, name, part: { institution, things } });
}
