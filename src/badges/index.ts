/** How a badge was judged, and how far. */
export { type Assurance, assuranceOf } from './assurance.ts';
/** What a badge is and asks. */
export {
	asksNobody,
	BADGE_KINDS,
	type BadgeDefinition,
	type BadgeKind,
	type Criterion,
} from './definition.ts';
/** What is met and missing for a person and a badge. */
export {
	type Facts,
	isMet,
	onlyWaitsForAdviser,
	type Requirement,
	requirements,
	type Tally,
} from './requirements.ts';
