import { m } from '#messages';
import type { Locale } from '#platform';
import type { Profile, ProfileDimension } from '#profile/server';
import type { Block } from '#ui/server/pdf/pdf.ts';
import { type LevelNames, standingText } from '#presentation/levels/standing-text.ts';
import { strengthText } from '#presentation/levels/strength-text.ts';

/** A dimension's number and title, as “2. Title”. */
export const titleOf = ({ number, dimension: { title } }: ProfileDimension, locale: Locale) =>
	`${number}. ${title[locale]}`;

/**
 * A heading and a list of the dimensions with these slugs, in the order given, each with what `told` says of
 * it; no block when there is no dimension.
 */
function listed(
	heading: string,
	{ dimensions }: Profile,
	slugs: readonly string[],
	locale: Locale,
	told: (one: ProfileDimension) => string,
): Block[] {
	const items = slugs
		.flatMap((slug) => dimensions.find((one) => one.slug === slug) ?? [])
		.map((one) => `${titleOf(one, locale)} (${told(one)})`);
	return items.length > 0
		? [
				{ kind: 'heading', level: 2, text: heading },
				{ kind: 'list', items },
			]
		: [];
}

/**
 * The blocks of the profile sheet that list the person's strengths, in the profile's order, each with its
 * level and what that level rests on.
 */
export const strengthsBlocks = (profile: Profile, levels: LevelNames, locale: Locale): Block[] =>
	listed(m.profile_sheet_strengths(), profile, profile.strengths, locale, (one) => strengthText(one, levels));

/**
 * The blocks of the profile sheet that list the dimensions the person works on. The next steps proposed to
 * them are left out: only their own page shows those.
 */
export const toWorkOnBlocks = (profile: Profile, levels: LevelNames, locale: Locale): Block[] =>
	listed(
		m.profile_work(),
		profile,
		profile.toWorkOn.map(({ slug }) => slug),
		locale,
		({ said }) => standingText(said, levels),
	);
