import type { Award } from '../../award.ts';
import type { Issuance } from '../../issuance.ts';

/** What makes a person's badge unique while it is active or being issued: a translation counts apart, by its language. */
export interface KeyParts extends Pick<Award, 'person' | 'badge'> {
	readonly sibling: Award['locale'] | undefined;
}

/** Uniqueness key of a person's badge: at most one active award and one issuance under way have it. */
export const uniqueKey = ({ person, badge, sibling }: KeyParts): string =>
	`${person}:${badge}${sibling === undefined ? '' : `:${sibling}`}`;

export const keyPartsOfAward = ({ person, badge, siblingOf, locale }: Award): KeyParts => ({
	person,
	badge,
	sibling: siblingOf === null ? undefined : locale,
});

export const keyPartsOfIssuance = ({
	person,
	badge,
	intent,
}: Pick<Issuance, 'person' | 'badge' | 'intent'>): KeyParts => ({
	person,
	badge,
	sibling: intent?.sibling && intent.locale,
});
