import { questionnaireOf } from '#assessment/server';
import { civilInWords, type Locale } from '#platform';
import { type OwnDimensionPage, dimensionSentenceTexts } from '#profile/server';
import type { BadgeDefinition } from '#badges';
import { helpfulnessText } from '#presentation/training/helped-text.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { standingText } from '#presentation/levels/standing-text.ts';
import { dayText } from '#presentation/recognition/date-text.ts';

const MOST_TRAININGS = 5;

/**
 * The data of the profile's page of one dimension, in the reader's language: the three sources with their
 * dates, what to do next, the logged activities and the badges.
 */
export function profileDimensionView(
	offered: readonly BadgeDefinition[],
	own: OwnDimensionPage,
	locale: Locale,
) {
	const { version, dimension, timeZone } = own;
	const { slug, number, said, shown, observed, saidAt, shownAt, observedAt } = dimension;
	const levels = levelNames(version, locale);
	const on = (at: Date | null) => at && dayText(at, locale, timeZone);
	const badges = offered.filter((one) => one.dimension === slug && one.frameworks.includes(version));
	return {
		version,
		slug,
		number,
		title: dimension.dimension.title[locale],
		short: dimension.dimension.short[locale],
		marks: { said, shown, observed },
		sentences: dimensionSentenceTexts(version, slug, dimension, locale),
		on: { said: on(saidAt), shown: on(shownAt), observed: on(observedAt) },
		history: own.changes.map(({ standing, at }) => ({
			text: standingText(standing, levels),
			on: dayText(at, locale, timeZone),
			at: at.toISOString(),
		})),
		nextStep: own.nextStep?.[locale] ?? null,
		suggestions: own.suggestions.map(({ id, title, about, minutes, address }) => ({
			id,
			title: title[locale],
			about: about[locale],
			minutes,
			address: address?.[locale] ?? null,
			helped: helpfulnessText(own.help.get(id)),
		})),
		badges: badges.map(({ id, kind, name }) => {
			const award = own.held.find((one) => one.badge === id && one.frameworkVersion === version);
			return {
				id,
				kind,
				name: name[locale],
				award: award ? { id: award.id, on: dayText(award.awardedAt, locale, timeZone) } : null,
			};
		}),
		trainings: own.trainings.slice(0, MOST_TRAININGS).map(({ id, title, date, minutes }) => ({
			id,
			title,
			on: civilInWords(date, locale),
			minutes,
		})),
	};
}

/**
 * Tells which statements the person can answer on the profile's page of one dimension. A page that shows
 * another framework version than the one they answer in is read-only.
 */
export function answeringView({ version, answering, dimension: { slug } }: OwnDimensionPage, locale: Locale) {
	const { audience, answers } = answering;
	const elsewhere = answering.version !== version;
	if (elsewhere || !audience) return { elsewhere, answerable: false, begun: false, left: [], reason: null };
	const { statements } = questionnaireOf(version, audience, locale).dimensions.find(
		(one) => one.slug === slug,
	)!;
	const left = statements.filter(({ id }) => !(id in answers));
	const begun = left.length < statements.length;
	return {
		elsewhere,
		answerable: statements.length > 0,
		begun,
		/**
		 * The statements not yet answered; empty before the first answer. Answering them turns an estimated
		 * level into one that rests on all statements.
		 */
		left: begun ? left : [],
		reason: answering.dimensions.find((one) => one.dimension.slug === slug)?.said.reason ?? null,
	};
}
