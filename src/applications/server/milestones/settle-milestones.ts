import { membershipsOf, personById } from '#identity/server';
import { type Locale, Refusal } from '#platform';
import type { Listener, Queries, World } from '#platform/server';
import { type Award, isExpired, REVOKED_BY_RULE } from '#awards';
import { type AwardRequest, awardsOf, issueAwards, withdrawMilestone } from '#awards/server';
import {
	inFramework,
	latestFrameworkOf,
	type MilestoneDefinition,
	milestoneProgress,
	stillStands,
} from '#badges';
import { catalogueOf } from '#badges/server';

/** What a person holds now, among awards of theirs: by badge, and by the id of the award. */
export interface InForce {
	readonly byBadge: ReadonlyMap<string, Award>;
	readonly ids: ReadonlySet<string>;
}

/** Of these awards of a person, those in force: not revoked, not expired; a translation counts with its original. */
export function inForceAmong(awards: readonly Award[], now: Date): InForce {
	const standing = awards.filter(
		(one) => one.revokedAt === null && one.translationOf === null && !isExpired(one, now),
	);
	return {
		// Newest first: the latest award of a badge is the one that counts.
		byBadge: new Map(standing.toReversed().map((one) => [one.badge, one])),
		ids: new Set(standing.map(({ id }) => id)),
	};
}

/** Of what a person holds, by badge, what this institution gave: the parts of a milestone that it may sign. */
export const givenBy = (held: InForce['byBadge'], institution: string): InForce['byBadge'] =>
	new Map([...held].filter(([, award]) => award.institution === institution));

const partIds = ({ basis }: Award): readonly string[] => basis?.parts?.map(({ award }) => award) ?? [];

/** Throws unless a person still holds all these awards. */
async function mustStillHold(
	world: World,
	q: Queries,
	person: string,
	parts: readonly string[],
): Promise<void> {
	const { ids } = inForceAmong(await awardsOf(q, person), world.now());
	if (!stillStands(parts, ids)) throw new Refusal('recognition.already-revoked', { status: 409 });
}

/** Whether somebody revoked a person's award of a badge, and not the rule by which a milestone falls with a part. */
export const wasRevokedBySomebody = (awards: readonly Award[], badge: string): boolean =>
	awards.some((one) => one.badge === badge && one.revokedAt && one.revokedBy !== REVOKED_BY_RULE);

const isMeanwhile = (problem: unknown) => problem instanceof Refusal && problem.status === 409;

/** The award of a milestone to request for a person to whom the institution gave all its parts; null otherwise. */
function requestFor(
	world: World,
	{ person, institution, locale }: Pick<AwardRequest, 'person' | 'institution' | 'locale'>,
	milestone: MilestoneDefinition,
	held: InForce['byBadge'],
): AwardRequest | null {
	const parts = milestoneProgress(milestone, givenBy(held, institution)).parts.flatMap(
		({ held: award }, at) => {
			const level = award?.basis?.observed;
			const dimension = milestone.criteria.parts.dimensions[at];
			if (!award || !level || dimension === undefined) return [];
			return [{ award: award.id, dimension, framework: award.frameworkVersion, level }];
		},
	);
	if (parts.length < milestone.criteria.parts.dimensions.length) return null;
	const given = parts.map(({ framework }) => framework);
	const latest = milestone.frameworks.findLast((version) => given.includes(version));
	const ids = parts.map(({ award }) => award);
	return {
		...{ person, institution, locale },
		definition: inFramework(milestone, latest ?? latestFrameworkOf(milestone)),
		basis: {
			...{ said: 'not-situated', shown: null, observed: null },
			...{ minutes: 0, reflections: 0, evidence: 0, parts },
		},
		...{ evidence: null, application: null, decidedBy: null, acceptance: null },
		mayAsk: (tx) => mustStillHold(world, tx, person, ids),
	};
}

/**
 * Makes a person's milestones agree with the badges that they hold: revokes one whose parts no longer all stand,
 * and gives one whose parts do, in the name of the institution that gave them all and where the person learns. One that a person revoked is not given again. Safe to repeat, at any time. Throws
 * `platform.key-missing` and `recognition.issuing-halted` (503): it must then be tried again.
 */
export async function settleMilestones(world: World, person: string, locale: Locale): Promise<void> {
	const milestones = catalogueOf(world).milestones();
	const own = new Map(milestones.map((one) => [one.id, one]));
	const before = await awardsOf(world.db.read, person);
	const held = inForceAmong(before, world.now());
	for (const award of before)
		if (own.has(award.badge) && held.ids.has(award.id) && !stillStands(partIds(award), held.ids))
			await withdrawMilestone(world, award.id);
	const learner = (await membershipsOf(world, person)).filter(({ role }) => role === 'learner');
	if (learner.length === 0) return;
	const awards = await awardsOf(world.db.read, person);
	const now = inForceAmong(awards, world.now());
	const closed = (badge: string) => now.byBadge.has(badge) || wasRevokedBySomebody(awards, badge);
	const due = milestones
		.filter(({ id }) => !closed(id))
		.flatMap((one) =>
			learner
				.flatMap(
					({ institution }) => requestFor(world, { person, institution, locale }, one, now.byBadge) ?? [],
				)
				.slice(0, 1),
		);
	for (const outcome of await issueAwards(world, due)) {
		// A part may end meanwhile, or the person leave: what then happened has an event of its own.
		if (outcome.kind === 'waiting' && !isMeanwhile(outcome.problem)) throw outcome.problem;
	}
}

/**
 * Listener that, after a badge was given to somebody or revoked, makes their milestones agree. A milestone's own
 * events come here too: so what changed while one was signed is seen afterwards.
 */
export const milestonesListener: Listener = {
	async hear(world, { person }) {
		const account = person === null ? undefined : await personById(world, person);
		if (account) await settleMilestones(world, account.id, account.locale);
	},
};
