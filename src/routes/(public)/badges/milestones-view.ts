import { dimension } from '#framework/server';
import { type MilestoneForMe, myMilestones } from '#applications/server';
import { latestFrameworkOf, type MilestoneDefinition, milestoneProgress } from '#badges';
import { catalogueOf } from '#badges/server';
import type { Actor } from '#identity';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { standingName } from '#presentation/recognition/requirement-text.ts';

type Part = Omit<MilestoneForMe['parts'][number], 'badge'> & { readonly badge: string };
type Milestone = Pick<MilestoneForMe, 'award' | 'missing' | 'revoked'> & {
	readonly definition: MilestoneDefinition;
	readonly parts: readonly Part[];
};

/** A milestone as a visitor sees it, who holds nothing. */
function unheld(definition: MilestoneDefinition): Milestone {
	const { parts, missing } = milestoneProgress(definition, new Map<string, never>());
	return {
		...{ definition, award: null, revoked: false, missing },
		parts: parts.map((one) => ({ ...one, application: null })),
	};
}

/** Where a learner stands on the way to a milestone, in a sentence. */
function stands({ award, missing, revoked, parts }: Milestone): string {
	if (award) return m.milestone_held();
	if (missing === 0) return revoked ? m.milestone_revoked() : m.milestone_coming();
	const told = { done: parts.length - missing, asked: parts.length, missing };
	return (missing === 1 ? m.milestone_missing_one : m.milestone_missing)(told);
}

/** The next act of a learner on the way to a milestone: go on with an application, or look at a missing badge. */
function nextAct({ parts }: Milestone, nameOf: (badge: string) => string) {
	const begun = parts.find(({ held, application }) => held === null && application !== null);
	if (begun)
		return {
			href: `/applications/${begun.application}`,
			label: m.milestone_continue({ badge: nameOf(begun.badge) }),
		};
	const first = parts.find(({ held }) => held === null);
	return first
		? { href: `/recognition/${first.badge}`, label: m.milestone_look({ badge: nameOf(first.badge) }) }
		: null;
}

/**
 * What the page of the badges shows of the milestones: their parts, and for a signed-in learner which of them
 * they hold, where they stand and what comes next.
 */
export async function milestonesView(world: World, actor: Actor, locale: Locale) {
	const catalogue = catalogueOf(world);
	const learner = actor.kind === 'person' && actor.memberships.some(({ role }) => role === 'learner');
	const milestones: readonly Milestone[] = learner
		? await myMilestones(world, actor)
		: catalogue.milestones().map(unheld);
	const nameOf = (badge: string) => catalogue.badge(badge)?.name[locale] ?? badge;
	return milestones.map((one) => {
		const { definition, award, parts } = one;
		const version = latestFrameworkOf(definition);
		return {
			id: definition.id,
			name: definition.name[locale],
			description: definition.description[locale],
			award: award?.id ?? null,
			stands: learner ? stands(one) : null,
			next: learner ? nextAct(one, nameOf) : null,
			parts: parts.map(({ badge, held, application }, at) => {
				const about = dimension(version, definition.criteria.parts.dimensions[at] ?? '');
				const level = held?.basis?.observed;
				return {
					badge,
					name: nameOf(badge),
					number: about?.number ?? 0,
					short: about?.short[locale] ?? badge,
					held: held !== null,
					state: !learner
						? null
						: held
							? m.milestone_part_held({
									level: standingName(level ?? 'not-situated', held.frameworkVersion, locale),
								})
							: application
								? m.milestone_part_begun()
								: m.milestone_part_missing(),
					href: held ? `/b/${held.id}` : learner ? `/recognition/${badge}` : `/badges/${badge}`,
				};
			}),
		};
	});
}
