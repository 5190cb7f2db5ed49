import { type Actor, hasEveryWord, mustBeLearner, must, mustBePerson } from '#identity';
import type { World } from '#platform/server';
import type { Training } from '../index.ts';
import { hostOf } from '../link.ts';
import { trainingsByIds, trainingTexts } from './training-store.ts';

/** The most learning activities that a search compares, and the most that it lists. */
export const SEARCH_LIMITS = { compared: 500, listed: 50 } as const;

/** The learning activities that contain all the words looked for, newest first. */
export interface TrainingSearchResult {
	readonly items: readonly Training[];
	/** How many were found; only the newest are in `items`. */
	readonly count: number;
	/** How many were compared, when the person logged more than that; otherwise null. */
	readonly among: number | null;
}

/**
 * Looks for words in the actor's own learning activities: in the title, the reflection and the host of the
 * link, whatever their accents, case and apostrophes. Every word must be found. Nothing that was looked for
 * is stored.
 */
export async function searchTrainings(
	world: World,
	actor: Actor,
	words: string,
): Promise<TrainingSearchResult> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	mustBeLearner(actor);
	const { read } = world.db;
	const texts = await trainingTexts(read, person, SEARCH_LIMITS.compared + 1);
	const compared = texts.slice(0, SEARCH_LIMITS.compared);
	const found = compared.filter(({ title, reflection, link }) =>
		hasEveryWord(words, title, reflection, link === null ? '' : hostOf(link)),
	);
	const ids = found.slice(0, SEARCH_LIMITS.listed).map(({ id }) => id);
	return {
		items: await trainingsByIds(read, ids),
		count: found.length,
		among: texts.length > compared.length ? compared.length : null,
	};
}
