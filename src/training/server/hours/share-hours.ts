import { type Actor, must, mustBePerson } from '#identity';
import { membershipsOf, newToken, tokenHash, writeAsActor, writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { type LegalPeriod, legalPeriod, MOST_HOURS_SHARES } from '../../index.ts';
import {
	deleteHoursShare,
	deleteHoursSharesPastEnd,
	findOpenHoursShare,
	hoursShareCount,
	hoursSharesOf,
	insertHoursShare,
	replaceHoursToken,
} from './hours-share-store.ts';
import {
	declaredHours,
	declaredMinutes,
	findUnderAct,
	mustFollowLegalPeriod,
	mustLearnAsStaff,
} from './read-hours.ts';

const DAY = 86_400_000;

/** A link to one's total of hours that still works; its address was shown once and is not stored. */
export interface HoursShare {
	readonly id: string;
	readonly period: LegalPeriod;
	readonly createdAt: Date;
	readonly expiresAt: Date;
}

/** What a link to somebody's total of hours shows, and nothing else. */
export interface SharedHours {
	readonly name: string;
	readonly period: LegalPeriod;
	readonly minutes: number;
}

/**
 * Makes a link by which whoever has it reads the actor's name, a period of two years (named by its first year)
 * and the total declared in it, for a number of days; returns the link's token, shown this once: only its hash
 * is stored. A repeat of the same form makes no second link: it gives the first one a new token, and the
 * earlier one stops working. Throws `training.hours-shares-many` when there are too many already,
 * `training.hours-share-ended` (409) when the repeated link was withdrawn meanwhile.
 */
export async function shareHours(
	world: World,
	actor: Actor,
	{ year, days, key }: { readonly year: string; readonly days: number; readonly key: string },
): Promise<string> {
	const { period } = await declaredHours(world, actor, year);
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => must(mustLearnAsStaff(me), 'write', { kind: 'person', person });
	const token = newToken();
	const [id, createdAt] = [world.newId(), world.now()];
	const form = { may, action: 'training.share-hours', key, sent: { year, days }, isOwn: true };
	const made = await writeOnceAsActor(world, actor, form, async (tx) => {
		if ((await hoursShareCount(tx, person, createdAt)) >= MOST_HOURS_SHARES)
			throw new Refusal('training.hours-shares-many', { params: { most: MOST_HOURS_SHARES } });
		await insertHoursShare(tx, {
			...{ id, person, tokenHash: tokenHash(token), periodFrom: period.from, createdAt },
			expiresAt: new Date(createdAt.getTime() + days * DAY),
		});
		return id;
	});
	const again = { id: made, person };
	if (
		made !== id &&
		!(await writeAsActor(
			world,
			actor,
			may,
			(tx) => replaceHoursToken(tx, again, tokenHash(token), createdAt),
			{ isOwn: true },
		))
	)
		throw new Refusal('training.hours-share-ended', { status: 409 });
	return token;
}

/** Withdraws at once a link to the actor's total of hours. Idempotent for a form's key. */
export async function withdrawHoursShare(
	world: World,
	actor: Actor,
	{ id, key }: { readonly id: string; readonly key: string },
): Promise<boolean> {
	const { id: person } = mustBePerson(actor);
	// Whoever no longer learns anywhere may still withdraw what they had shared.
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	const form = { may, action: `training.withdraw-hours:${id}`, key, sent: {}, isOwn: true };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		if (!(await deleteHoursShare(tx, { id, person }))) throw notFound();
		return true;
	});
}

/** The links to the actor's totals of hours that still work, the last made first. */
export async function hoursShares(world: World, actor: Actor): Promise<readonly HoursShare[]> {
	await mustFollowLegalPeriod(world, actor);
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const shares = await hoursSharesOf(world.db.read, person, world.now());
	return shares.map(({ id, periodFrom, createdAt, expiresAt }) => ({
		...{ id, createdAt, expiresAt },
		period: legalPeriod(periodFrom),
	}));
}

/**
 * What the link with this token shows, to anybody: name, period, and the total declared as it is now. Throws
 * not-found (404) for a token that is unknown, past its end or withdrawn, and for that of somebody who is no
 * longer of the staff of a school, alike.
 */
export async function sharedHours(world: Pick<World, 'db' | 'now'>, token: string): Promise<SharedHours> {
	const found = await findOpenHoursShare(world.db.read, tokenHash(token), world.now());
	if (!found || !(await findUnderAct(world, await membershipsOf(world, found.person)))) throw notFound();
	const period = legalPeriod(found.periodFrom);
	return { name: found.name, period, minutes: await declaredMinutes(world.db.read, found.person, period) };
}

/** Erases the links to totals of hours that are past their end. Called every hour. */
export const deleteExpiredHoursShares = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write((tx) => deleteHoursSharesPastEnd(tx, world.now()));
