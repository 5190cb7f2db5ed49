import { m } from '#messages';
import type { Locale } from '#platform';
import { nextStepLead, type Profile, type ProfileDimension } from '#profile/server';
import type { Block } from '#ui/server/pdf/pdf.ts';
import { type LevelNames, standingText } from '#presentation/levels/standing-text.ts';
import { durationText } from '#presentation/training/training-text.ts';

/** A dimension by its number and title. */
export const titleOf = ({ number, dimension: { title } }: ProfileDimension, locale: Locale) =>
	`${number}. ${title[locale]}`;

/** The dimensions named by their slugs, in that order. */
const pick = ({ dimensions }: Profile, slugs: readonly string[]) =>
	slugs.flatMap((slug) => dimensions.find((one) => one.slug === slug) ?? []);

/** What is said highest. */
export function strengths(profile: Profile, levels: LevelNames, locale: Locale): Block[] {
	const items = pick(profile, profile.strengths).map(
		(one) => `${titleOf(one, locale)} (${standingText(one.said, levels)})`,
	);
	return [
		{ kind: 'heading', level: 2, text: m.profile_strengths() },
		items.length > 0
			? { kind: 'list', items }
			: {
					kind: 'paragraph',
					text: m.profile_strengths_none({ level: levels.intermediate.toLocaleLowerCase(`${locale}-CA`) }),
				},
	];
}

/** What to work on: where one says one stands, one next step, and the autoformations proposed. */
export function work(profile: Profile, levels: LevelNames, locale: Locale): Block[] {
	const each = profile.toWorkOn.flatMap(({ slug, nextStep, suggestions }): Block[] =>
		pick(profile, [slug]).flatMap((one): Block[] => [
			{ kind: 'heading', level: 3, text: titleOf(one, locale) },
			{ kind: 'paragraph', text: standingText(one.said, levels) },
			...(nextStep
				? ([
						{
							kind: 'paragraph',
							text: [{ text: nextStepLead(locale), bold: true }, { text: ` ${nextStep[locale]}` }],
						},
					] as const)
				: []),
			...(suggestions.length > 0
				? ([
						{ kind: 'paragraph', look: 'small', text: m.profile_suggestions() },
						{
							kind: 'list',
							items: suggestions.map(({ title, about, minutes, address }) => [
								address ? { text: title[locale], href: address } : { text: title[locale] },
								{ text: ` (${durationText(minutes)}). ${about[locale]}` },
							]),
						},
					] as const)
				: []),
		]),
	);
	return [
		{ kind: 'heading', level: 2, text: m.profile_work() },
		...(each.length > 0 ? each : [{ kind: 'paragraph', text: m.profile_work_none() } as const]),
	];
}
