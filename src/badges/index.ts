/**
 * How a badge was judged (`Assurance`: by a rule or by an adviser, on what basis), and the function that
 * derives it from the kind of the badge.
 */
export { type Assurance, assuranceOf } from './assurance.ts';
/**
 * The badges that a person is nearest to earning (`nearestBadges`), and the share of a badge's requirements
 * that they meet (`shareOfRequirementsDone`).
 */
export { nearestBadges, shareOfRequirementsDone } from './nearest-badges.ts';
/**
 * The types of a badge's definition, kind and criteria; whether the badge is awarded without an adviser's
 * decision (`isAwardedByRule`), by how many advisers (`advisersAsked`), at which level (`levelAsked`) and on
 * evidence with its context (`asksContext`); in which version of the framework it is taken (`inFramework`); and
 * for how long it is in force (`validMonthsOf`).
 */
export {
	advisersAsked,
	type AnyBadgeDefinition,
	type AnyBadgeInVersion,
	asksContext,
	isAwardedByRule,
	levelAsked,
	BADGE_KINDS,
	type BadgeDefinition,
	type BadgeInVersion,
	type BadgeKind,
	type Criterion,
	inFramework,
	latestFrameworkOf,
	type MilestoneDefinition,
	validMonthsOf,
} from './definition.ts';
/**
 * What tells the badges of an institution's own from common ones: their ids, whose they are, and how addresses
 * name them with their version.
 */
export { badgeSegment, isOwnBadge, ownBadgeId, ownerSlug, readBadgeSegment } from './own-id.ts';
/**
 * The parts of a milestone (`partsOf`), how far somebody is on the way to it, and whether what it was given for
 * still stands.
 */
export { type MilestoneProgress, milestoneProgress, partsOf, stillStands } from './milestone.ts';
/** The criteria by which evidence of a dimension is judged, and its sample dossiers. */
export {
	type Rubric,
	RUBRIC_MARKS,
	RUBRIC_SIZE,
	type RubricCriterion,
	type RubricMark,
	type SampleDossier,
} from './rubric.ts';
/** What can be wrong in the file of a badge, by code and place. */
export { BADGE_FILE_FAULT_CODES, type BadgeFileFault, type BadgeFileFaultCode } from './badge-file-fault.ts';
/**
 * What is known about a person (`Facts`), and which requirements of a badge they meet and which are still
 * missing.
 */
export {
	type Facts,
	isMet,
	type Requirement,
	judgeOwnRequirements,
	judgeRequirements,
	type RequirementProgress,
} from './requirements.ts';
