import { type FrameworkVersion, isLevel, type Level, type Standing, STANDINGS } from '#framework';
import { listFormat } from '#platform';
import { framework, parseDataFile } from '#framework/server';
import type { Locale, Text } from '#platform';
import file from '../data/sentences.json' with { type: 'json' };
import type { DimensionStandings, StandingsBySource } from '../standings.ts';
import {
	chooseDimensionSentences,
	type ProfileSentenceChoice,
	chooseProfileSentences,
} from '../sentences.ts';
import { sentenceFile } from './sentence-file.ts';

// The file is parsed at import, so that a faulty one stops the build and the start, and never breaks a page.
const sentences = parseDataFile('src/profile/data/sentences.json', sentenceFile, file);
const tasks = new Map(sentences.tasks.map(({ dimension, task }) => [dimension, task]));

const fill = (text: Text, locale: Locale, params: Readonly<Record<string, string | number>> = {}): string =>
	text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** The name of a level in a version of the framework, as it appears in the middle of a sentence. */
function levelName(version: FrameworkVersion, level: Level, locale: Locale): string {
	const label = framework(version).levels.find(({ id }) => id === level)?.label[locale] ?? level;
	return label.toLocaleLowerCase(`${locale}-CA`);
}

/** What people do in a dimension, as a sentence names it; the dimension's title when it has no task. */
function taskOf(version: FrameworkVersion, slug: string, locale: Locale): string {
	const title = framework(version).dimensions.find((one) => one.slug === slug)?.title[locale] ?? slug;
	return tasks.get(slug)?.[locale] ?? title;
}

/**
 * Describes a person's standing in a dimension in one sentence per source, in the order said, shown,
 * observed.
 */
export function dimensionSentenceTexts(
	version: FrameworkVersion,
	slug: string,
	marks: StandingsBySource,
	locale: Locale,
): readonly string[] {
	const { said, shown, observed } = chooseDimensionSentences(marks);
	const level = (one: Level) => ({ level: levelName(version, one, locale) });
	const shownText = () => {
		if (shown.kind === 'none') return fill(sentences.shown.none, locale);
		if (shown.kind === 'no-level') return fill(sentences.shown.noLevel[shown.relation], locale);
		return fill(sentences.shown.level[shown.relation], locale, level(shown.level));
	};
	return [
		fill(sentences.said[said], locale, { task: taskOf(version, slug, locale) }),
		shownText(),
		observed
			? fill(sentences.observed.level, locale, level(observed))
			: fill(sentences.observed.none, locale),
	];
}

/**
 * Counts the dimensions by what the person says, highest level first, as a part of a sentence: « 3 au niveau
 * avancé, 4 au niveau intermédiaire et 1 en démarrage ». Empty when they say nothing.
 */
export function saidCountsText(
	version: FrameworkVersion,
	dimensions: readonly DimensionStandings[],
	locale: Locale,
): string {
	const counted = STANDINGS.slice(1)
		.toReversed()
		.map((standing): [Standing, number] => [
			standing,
			dimensions.filter(({ said }) => said === standing).length,
		])
		.filter(([, count]) => count > 0);
	const words = counted.map(([standing, count]) =>
		isLevel(standing)
			? fill(sentences.part.level, locale, { count, level: levelName(version, standing, locale) })
			: fill(sentences.part.starting, locale, { count }),
	);
	return listFormat(locale, 'conjunction').format(words);
}

function wholeText(
	version: FrameworkVersion,
	dimensions: readonly DimensionStandings[],
	{ id, slugs }: ProfileSentenceChoice,
	locale: Locale,
): string {
	const found = sentences.whole.find((one) => one.id === id);
	if (!found) throw new Error(`No sentence is written for ${id}.`);
	const text = 'text' in found ? found.text : slugs.length === 1 ? found.one : found.many;
	return fill(text, locale, {
		of: dimensions.length,
		situated: slugs.length,
		count: slugs.length,
		task: taskOf(version, slugs[0] ?? '', locale),
		parts: saidCountsText(version, dimensions, locale),
	});
}

/** Describes a person's whole profile in two to four sentences. */
export const profileSentenceTexts = (
	version: FrameworkVersion,
	dimensions: readonly DimensionStandings[],
	locale: Locale,
): readonly string[] =>
	chooseProfileSentences(dimensions).map((one) => wholeText(version, dimensions, one, locale));
