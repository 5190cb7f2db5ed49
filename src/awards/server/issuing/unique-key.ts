import type { Award } from '../../award.ts';
import type { Issuance } from '../../issuance.ts';

/**
 * The parts of the key that makes a person's badge unique while it is active or being issued. A translation
 * counts separately, by its language.
 */
export interface KeyParts extends Pick<Award, 'person' | 'badge'> {
	/** Language of the award if it is a translation; undefined for an original. */
	readonly translatedInto: Award['locale'] | undefined;
	/** Id of the award, for an issuance that signs it again. */
	readonly reissueOf?: string | undefined;
}

/**
 * The uniqueness key of a person's badge (`person:badge`, with the language for a translation): at most one
 * active award and one issuance under way have it. Signing an award again has a key of its own (`reissue:award`):
 * a badge that expires and the one that follows it may both be signed again, and neither keeps the other from
 * being issued.
 */
export const uniqueKey = ({ person, badge, translatedInto, reissueOf }: KeyParts): string =>
	reissueOf !== undefined
		? `reissue:${reissueOf}`
		: `${person}:${badge}${translatedInto === undefined ? '' : `:${translatedInto}`}`;

export const keyPartsOfAward = ({ person, badge, translationOf, locale }: Award): KeyParts => ({
	person,
	badge,
	translatedInto: translationOf === null ? undefined : locale,
});

export const keyPartsOfIssuance = ({
	person,
	badge,
	intent,
	reissueOf,
}: Pick<Issuance, 'person' | 'badge' | 'intent' | 'reissueOf'>): KeyParts => ({
	person,
	badge,
	translatedInto: intent?.sibling && intent.locale,
	reissueOf: reissueOf ?? undefined,
});

/** The key parts of an issuance that signs an award again. */
export const keyPartsOfReissue = (award: Award): KeyParts => ({
	...keyPartsOfAward(award),
	reissueOf: award.id,
});
