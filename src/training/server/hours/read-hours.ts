import { type Actor, type Membership, must, mustBePerson, type PersonActor } from '#identity';
import { type Institution, institutionById } from '#identity/server';
import { civilDate, notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import {
	countsUnderAct,
	followsLegalPeriod,
	type LegalPeriod,
	legalPeriods,
	TRAINING_KINDS,
} from '../../index.ts';
import { firstTrainingDate, type KindTotal, totalsByKind } from './hours-store.ts';

/**
 * What a person declared in a period of two years: the total of the kinds that count, whatever the institution
 * in which it was logged, and each kind apart.
 */
export interface DeclaredHours {
	readonly period: LegalPeriod;
	/** The periods since the first learning activity, newest first; the first is the present one. */
	readonly periods: readonly LegalPeriod[];
	/** Minutes of the kinds that count. */
	readonly minutes: number;
	/** Every kind, in the usual order. */
	readonly kinds: readonly (KindTotal & { readonly counts: boolean })[];
}

const learning = (memberships: readonly Membership[]): readonly Membership[] =>
	memberships.filter(({ role, audience }) => role === 'learner' && audience !== 'student');

/** Throws not-found (404) for who learns nowhere as a member of the staff. */
export function mustLearnAsStaff(actor: Actor): PersonActor {
	const me = mustBePerson(actor);
	if (learning(me.memberships).length === 0) throw notFound();
	return me;
}

/**
 * The first institution, among those of these memberships, whose staff train by the periods of the Education
 * Act; undefined where there is none.
 */
export async function findUnderAct(
	world: Pick<World, 'db'>,
	memberships: readonly Membership[],
): Promise<Institution | undefined> {
	for (const { audience, institution } of learning(memberships)) {
		const found = await institutionById(world, institution);
		if (followsLegalPeriod(audience, found)) return found;
	}
	return undefined;
}

/**
 * The first institution of the actor whose staff train by these periods, the one where they act before the
 * others; undefined where there is none, as for anybody but a signed-in person.
 */
export const institutionUnderAct = async (
	world: Pick<World, 'db'>,
	actor: Actor,
): Promise<Institution | undefined> =>
	actor.kind === 'person' ? findUnderAct(world, actor.memberships) : undefined;

/** The same institution; throws not-found (404) where there is none, and 401 for an anonymous visitor. */
export async function mustFollowLegalPeriod(world: World, actor: Actor): Promise<Institution> {
	const found = await institutionUnderAct(world, mustLearnAsStaff(actor));
	if (!found) throw notFound();
	return found;
}

/** The minutes of the kinds that count, among totals by kind. */
export const countedMinutes = (totals: readonly KindTotal[]): number =>
	totals.filter(({ kind }) => countsUnderAct(kind)).reduce((sum, { minutes }) => sum + minutes, 0);

/** The minutes that a person declared in a period, of the kinds that count. */
export const declaredMinutes = async (q: Queries, person: string, period: LegalPeriod): Promise<number> =>
	countedMinutes(await totalsByKind(q, person, period));

/**
 * What the actor declared in a period of two years, named by the year in which it begins (`2025`); the present
 * one by default, in the time zone of the institution. Throws not-found (404) for another period than those
 * since the first activity, and for somebody whom the Act does not concern.
 */
export async function declaredHours(world: World, actor: Actor, year: string | null): Promise<DeclaredHours> {
	const { timeZone } = await mustFollowLegalPeriod(world, actor);
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const { read } = world.db;
	const today = civilDate(world.now(), timeZone);
	const first = (await firstTrainingDate(read, person)) ?? today;
	// An institution in another zone may be a day ahead.
	const periods = legalPeriods(first < today ? first : today, today);
	const period = year === null ? periods[0] : periods.find(({ from }) => from.startsWith(`${year}-`));
	if (!period) throw notFound();
	const totals = await totalsByKind(read, person, period);
	const kinds = TRAINING_KINDS.map((kind) => ({
		...(totals.find((one) => one.kind === kind) ?? { kind, minutes: 0, count: 0 }),
		counts: countsUnderAct(kind),
	}));
	return { period, periods, minutes: countedMinutes(totals), kinds };
}
