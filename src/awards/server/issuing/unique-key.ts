import type { Award } from '../../award.ts';
import type { Issuance } from '../../issuance.ts';

/** What a badge of a person is named by while it stands or is under way: one that says another again, by its language too. */
export interface Named extends Pick<Award, 'person' | 'badge'> {
	readonly sibling: Award['locale'] | undefined;
}

/** The name of a person's badge; there is at most one of each that stands, and one under way. */
export const activeKey = ({ person, badge, sibling }: Named): string =>
	`${person}:${badge}${sibling === undefined ? '' : `:${sibling}`}`;

/** What an award is named by. */
export const namedAward = ({ person, badge, siblingOf, locale }: Award): Named => ({
	person,
	badge,
	sibling: siblingOf === null ? undefined : locale,
});

/** What an issuance under way is named by. */
export const namedIssuance = ({
	person,
	badge,
	intent,
}: Pick<Issuance, 'person' | 'badge' | 'intent'>): Named => ({
	person,
	badge,
	sibling: intent?.sibling && intent.locale,
});
