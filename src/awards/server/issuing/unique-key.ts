import type { Award } from '../../award.ts';
import type { Issuance } from '../../issuance.ts';

/**
 * The parts of the key that makes a person's badge unique while it is active or being issued. A translation
 * counts separately, by its language.
 */
export interface KeyParts extends Pick<Award, 'person' | 'badge'> {
	/** Language of the award if it is a translation; undefined for an original. */
	readonly translatedInto: Award['locale'] | undefined;
}

/**
 * The uniqueness key of a person's badge (`person:badge`, with the language for a translation): at most one
 * active award and one issuance under way have it.
 */
export const uniqueKey = ({ person, badge, translatedInto }: KeyParts): string =>
	`${person}:${badge}${translatedInto === undefined ? '' : `:${translatedInto}`}`;

export const keyPartsOfAward = ({ person, badge, translationOf, locale }: Award): KeyParts => ({
	person,
	badge,
	translatedInto: translationOf === null ? undefined : locale,
});

export const keyPartsOfIssuance = ({
	person,
	badge,
	intent,
}: Pick<Issuance, 'person' | 'badge' | 'intent'>): KeyParts => ({
	person,
	badge,
	translatedInto: intent?.sibling && intent.locale,
});
