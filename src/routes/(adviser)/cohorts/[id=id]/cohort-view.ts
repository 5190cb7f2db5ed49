import { formatJoinCode } from '#cohort';
import { cohortVersion, type CohortView } from '#cohort/server';
import { framework } from '#framework/server';
import type { Locale } from '#platform';
import { suggestionsFor } from '#training';
import { SUGGESTIONS } from '#training/server';
import { qrCode, qrPath } from '#ui/drawing/qr-code.ts';
import { progressText } from './lead-text.ts';
import { dimensionsToWorkOnFor } from './topics.ts';

/** The largest number of people whose list is shown at once. */
const MOST_UNFOLDED = 12;

/**
 * Makes all that the page of a cohort shows to its adviser; `origin` is the origin of the link with which
 * people join it.
 */
export function cohortView(
	seen: CohortView,
	{ origin, locale }: { readonly origin: string; readonly locale: Locale },
) {
	const {
		cohort,
		version,
		counts,
		members,
		page,
		pages,
		portrait,
		least,
		nextDate,
		over,
		today,
		notStarted,
		asked,
	} = seen;
	const { dimensions } = framework(version);
	const topics = dimensionsToWorkOnFor(
		dimensions.map((one) => ({ ...one, said: portrait?.figures.said[one.slug] ?? null })),
		({ slug }) =>
			suggestionsFor(SUGGESTIONS, { audience: cohort.audience, dimension: slug, from: 'starting' }),
	);
	const code = formatJoinCode(cohort.joinCode);
	const link = `${origin}/join?code=${code}`;
	const qr = qrCode(link);
	return {
		id: cohort.id,
		name: cohort.name,
		code,
		link,
		qr: { side: qr.side, path: qrPath(qr) },
		endsOn: cohort.endsOn,
		startsOn: cohort.startsOn,
		mostPeople: cohort.mostPeople,
		asks: cohort.asks,
		audience: cohort.audience,
		version,
		archived: cohort.archivedAt !== null,
		/** Whether it may be put among the archived ones: nobody shares in it. */
		archivable: over || counts.people === 0,
		opensLater: cohort.startsOn !== null && cohort.startsOn > today,
		over,
		today,
		shown: cohortVersion(cohort),
		least,
		nextDate,
		...counts,
		/** The progress of everybody in one line, and whether the list is long enough to wait behind it. */
		progress: progressText({ ...counts, notStarted }),
		folded: counts.people > MOST_UNFOLDED && page === 1,
		members,
		page,
		pages,
		asked,
		portraitDate: portrait?.date ?? null,
		topics: topics.map(({ dimension: { slug, number, title }, share, error, activity }) => ({
			...{ number, title: title[locale], share, error },
			href: `/framework/${version}/${slug}`,
			activity: activity && { title: activity.title[locale], address: activity.address?.[locale] ?? null },
		})),
		dimensions: dimensions.map(({ slug, number, short, title }) => ({
			slug,
			number,
			short: short[locale],
			title: title[locale],
			figures: {
				said: portrait?.figures.said[slug] ?? null,
				shown: portrait?.figures.shown[slug] ?? null,
				observed: portrait?.figures.observed[slug] ?? null,
			},
		})),
	};
}
