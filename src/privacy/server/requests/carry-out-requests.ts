import { belongsElsewhere, isOnlyAdministrator } from '#identity/server';
import { errorCode, type Queries, type World } from '#platform/server';
import { REQUESTS_KEPT_YEARS } from '../../index.ts';
import { eraseFromInstitutionInUnit, erasePersonInUnit } from '../erase-person.ts';
import { endOver } from './request-in-hand.ts';
import { deleteRequestsEndedBefore, erasuresDue, findRequest, moveRequest } from './request-store.ts';

/**
 * Carries out one confirmed erasure inside a write unit, if its time has come and nobody said no: all of the
 * account, or for somebody who also belongs to another institution what this one holds. The row stays, without
 * anything about the person.
 */
async function carryOut(tx: Queries, world: World, id: string): Promise<boolean> {
	const now = world.now();
	const request = await findRequest(tx, id);
	if (request?.state !== 'confirmed' || request.kind !== 'erasure') return false;
	const { person, institution, dueAt } = request;
	if (person === null || dueAt === null || dueAt > now) return false;
	const elsewhere = await belongsElsewhere(tx, person, institution);
	// Somebody may have become the only administrator meanwhile: an institution is never left without one.
	const isLast = await isOnlyAdministrator(tx, person, elsewhere ? institution : undefined);
	await moveRequest(tx, id, ['confirmed'], { state: isLast ? 'impossible' : 'done', endedAt: now });
	if (isLast) return false;
	if (elsewhere) await eraseFromInstitutionInUnit(tx, person, { institution, now });
	else await erasePersonInUnit(tx, person, { keepBadges: true, now });
	return true;
}

/**
 * Carries out the erasures whose time has come, ends the requests that nobody answered, and deletes those that
 * ended three years ago. Called every hour; one that fails is tried again the next hour, and keeps none of the
 * others.
 */
export async function carryOutRequests(world: World): Promise<void> {
	const now = world.now();
	const limit = new Date(now);
	limit.setUTCFullYear(limit.getUTCFullYear() - REQUESTS_KEPT_YEARS);
	await world.db.write(async (tx) => {
		await endOver(tx, now);
		await deleteRequestsEndedBefore(tx, limit);
	});
	let erased = 0;
	for (const id of await erasuresDue(world.db.read, now)) {
		try {
			if (await world.db.write((tx) => carryOut(tx, world, id))) erased += 1;
		} catch (error) {
			world.log.warn('privacy.request-failed', { code: errorCode(error) });
		}
	}
	if (erased === 0) return;
	await world.db.truncateWal();
	world.log.info('privacy.erased');
}
