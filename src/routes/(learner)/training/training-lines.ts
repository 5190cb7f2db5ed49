import type { Locale } from '#platform';
import { hostOf, type Training } from '#training';
import { perceivedText } from '#presentation/training/perceived-text.ts';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';

/** The lines of a list of learning activities. */
export const lines = (items: readonly Training[], locale: Locale) =>
	items.map(
		({
			id,
			title,
			date,
			minutes,
			kind,
			reflection,
			link,
			receivedFrom,
			dimensions: worked,
			before,
			now,
		}) => ({
			id,
			title,
			date,
			minutes,
			kind,
			reflection: reflection !== '',
			receivedFrom,
			perceived: perceivedText({ before, now }),
			link: link && { address: link, host: hostOf(link) },
			dimensions: dimensionChoices(locale).filter((one) => worked.includes(one.slug)),
		}),
	);

/** The id of the activity logged last, which is not always that of the latest date; null without one. */
export const latestOf = (items: readonly Training[]) =>
	items.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())[0]?.id ?? null;
