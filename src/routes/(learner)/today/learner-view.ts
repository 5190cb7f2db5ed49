import { type Actor, mustBeLearner } from '#identity';
import type { MyInstitution } from '#identity/server';
import { offeredSlips } from '#cohort/server';
import { dimension, framework } from '#framework/server';
import { knownBadges } from '#badges/server';
import type { Notice } from '#notices';
import { civilDate, listFormat, type Locale } from '#platform';
import type { World } from '#platform/server';
import type { NextAction } from '#profile';
import { type LearnerTodayPage, learnerTodayPage, profileSentenceTexts } from '#profile/server';
import { followsLegalPeriod, periodStart } from '#training';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { nearBadge } from '#presentation/recognition/near-badge.ts';
import { durationText } from '#presentation/training/training-text.ts';
import { newsOf, SLIPS_HREF } from './news-text.ts';
import { placingOf } from './placing.ts';
import { saidLines, sameLevelSentence } from './said-lines.ts';

/**
 * The next thing the learner should do, with the names that its sentence needs and the link it leads to; null
 * when there is nothing.
 */
function nextView(
	next: NextAction | null,
	{ answering, ready }: LearnerTodayPage,
	nameOf: (badge: string) => string,
	locale: Locale,
) {
	if (next === null) return null;
	if ('badge' in next)
		return {
			kind: next.kind,
			badge: nameOf(next.badge),
			ready,
			href:
				'application' in next
					? `/applications/${next.application}${ready ? '#send' : ''}`
					: `/recognition/${next.badge}`,
		};
	const about = dimension(answering.version, next.dimension);
	return {
		kind: next.kind,
		number: about?.number ?? 0,
		dimension: about?.short[locale] ?? next.dimension,
		href: `/${next.kind === 'answer' ? 'assessment' : 'situations'}/${next.dimension}`,
	};
}

/** The data of « Aujourd’hui » for a learner, who is told these notices. */
export async function learnerView(
	world: World,
	actor: Actor,
	{
		place,
		locale,
		notices,
	}: { readonly place: MyInstitution; readonly locale: Locale; readonly notices: readonly Notice[] },
) {
	const { timeZone, advisers } = place;
	const twoYears = followsLegalPeriod(mustBeLearner(actor).audience, place);
	const since = periodStart(civilDate(world.now(), timeZone), { twoYears });
	const day = await learnerTodayPage(world, actor, since);
	const { answering, dimensions, next } = day;
	const { version } = answering;
	const known = await knownBadges(world, actor);
	const nameOf = (badge: string) => known.given(badge)?.name[locale] ?? badge;
	// A notice comes with each slip: without one, nothing more is asked of the database.
	const slips = notices.some(({ what }) => what === 'cohort-handed-over')
		? await offeredSlips(world, actor)
		: [];
	const every = newsOf(notices, { ...day, slips, nameOf });
	// The news leaves out a returned application when the page already asks the person to complete it as the
	// next thing to do.
	// Nor a cohort that was handed over, which the page shows above all.
	const returned = next?.kind === 'returned' ? `/applications/${next.application}` : null;
	const levels = levelNames(version, locale);
	const said = dimensions.map(({ number, said, dimension: { short } }) => ({
		...{ number, said, short: short[locale] },
	}));
	return {
		newcomer: day.newcomer,
		slips,
		fresh: every.filter(({ isNew }) => isNew).length,
		news: every
			.filter(({ href }) => href !== returned && href !== SLIPS_HREF)
			.map(({ at, ...one }) => ({ ...one, on: dayText(at, locale, timeZone) })),
		next: nextView(next, day, nameOf, locale),
		nextIsNew: every.some(({ href, isNew }) => isNew && href === returned),
		answered: answering.answered,
		placing: placingOf(answering.dimensions),
		marks: Object.fromEntries(
			dimensions.map(({ slug, said, shown, observed }) => [slug, { said, shown, observed }]),
		),
		wheel: framework(version).dimensions.map(({ slug, number, title, short }) => ({
			...{ slug, number, title: title[locale], short: short[locale] },
		})),
		sentence: profileSentenceTexts(version, dimensions, locale)[0] ?? '',
		levels,
		said: saidLines(said, levels, locale),
		sameLevelSentence: sameLevelSentence(said, levels, locale),
		/**
		 * True when at least one source places the person in a dimension, so that the wheel has something to
		 * show.
		 */
		drawn: dimensions.some(
			({ said, shown, observed }) => said !== 'not-situated' || shown !== 'not-situated' || observed,
		),
		/**
		 * True when the wheel has a mark of a situation or an adviser: its key then names the three sources.
		 */
		sources: dimensions.some(({ shown, observed }) => shown !== 'not-situated' || observed),
		near: day.near.map((one) => nearBadge(one, locale)),
		hours: day.minutes === 0 ? null : durationText(day.minutes),
		/** The year of the July 1 from which the hours logged are counted. */
		year: since.slice(0, 4),
		/** True when these hours are those of the two years of the Education Act, which have a page. */
		twoYears,
		advisers: listFormat(locale, 'conjunction').format(advisers),
		howMany: advisers.length,
	};
}
