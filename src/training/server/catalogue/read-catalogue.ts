import { type Actor, hasEveryWord, mustBeLearner, must, mustBePerson } from '#identity';
import { notFound, type Locale } from '#platform';
import type { World } from '#platform/server';
import {
	type CatalogueEntry,
	type Helpfulness,
	isExercise,
	lacksAddress,
	searchedWords,
	type Suggestion,
	type TrainingKind,
} from '../../index.ts';
import { helpfulness } from '../look-back.ts';
import { suggestionById, SUGGESTIONS } from '../suggestions.ts';
import { editedInstitution } from './edit-catalogue.ts';
import { findEntries, findEntry } from './entry-store.ts';

/** The most trainings of institutions that a search lists. */
const MOST_LISTED = 50;
const PER_PAGE = 50;

/** What a learner finds in the catalogue, for their audience. */
export interface CatalogueFound {
	/** Trainings of the institutions where they learn, by title, and how many there are in all. */
	readonly entries: readonly CatalogueEntry[];
	readonly count: number;
	/** Trainings that the service knows, each with its address. */
	readonly common: readonly Suggestion[];
	/** What one does by oneself or with others, without an address. */
	readonly exercises: readonly Suggestion[];
	/** How many people each helped, by its id. */
	readonly help: ReadonlyMap<string, Helpfulness>;
}

const placesOf = (actor: Actor): string[] =>
	mustBePerson(actor)
		.memberships.filter(({ role }) => role === 'learner')
		.map(({ institution }) => institution);

/**
 * What the actor finds in the catalogue: trainings of the institutions where they learn, and those that every
 * institution has, for their audience, whose title or provider contains every word looked for, whatever the
 * accents, case and apostrophes; in one dimension if it is given.
 */
export async function searchCatalogue(
	world: World,
	actor: Actor,
	{ words, dimension, locale }: { words: string; dimension: string | null; locale: Locale },
): Promise<CatalogueFound> {
	const { audience, institution } = mustBeLearner(actor);
	must(actor, 'learn', { kind: 'institution', institution });
	const wanted = searchedWords(words);
	// What holds no letter nor digit finds nothing, as in every search of the product.
	const nothing = words.trim() !== '' && wanted.length === 0;
	const search = { institutions: placesOf(actor), retired: false, words: wanted, audience, dimension };
	const found = nothing
		? { entries: [], count: 0 }
		: await findEntries(world.db.read, search, { limit: MOST_LISTED });
	const common = SUGGESTIONS.filter(
		(one) =>
			(audience === null || one.audiences.includes(audience)) &&
			(dimension === null || one.dimensions.includes(dimension)) &&
			hasEveryWord(words, one.title[locale], one.about[locale]),
	);
	return {
		...found,
		common: common.filter(({ address }) => address !== null),
		exercises: common.filter(isExercise),
		help: await helpfulness(world),
	};
}

/** What an activity of the catalogue gives to a form that logs it. */
export interface CatalogueItem {
	readonly id: string;
	readonly title: string;
	readonly minutes: number;
	readonly kind: TrainingKind;
	readonly link: string | null;
	readonly dimensions: readonly string[];
}

/**
 * The activity of the catalogue with this id: a common one, or one offered where the actor learns; undefined
 * for any other id.
 */
export async function catalogueItem(
	world: Pick<World, 'db'>,
	actor: Actor,
	id: string,
	locale: Locale,
): Promise<CatalogueItem | undefined> {
	const common = suggestionById(id);
	if (common) {
		const { minutes, kind, dimensions } = common;
		const link = common.address?.[locale] ?? null;
		return { id, title: common.title[locale], minutes, kind, link, dimensions };
	}
	const entry = id === '' ? undefined : await findEntry(world.db.read, id);
	if (!entry || entry.retiredAt !== null || !placesOf(actor).includes(entry.institution)) return undefined;
	const { title, minutes, address: link, dimensions } = entry;
	return { id, title, minutes, kind: 'course', link, dimensions };
}

/** A page of the catalogue that the actor edits. */
export interface EditedCatalogue {
	readonly entries: readonly CatalogueEntry[];
	readonly count: number;
	/** Page number, from 1. */
	readonly page: number;
	readonly pages: number;
	/** The common ones whose address is to be completed, which are offered to nobody. */
	readonly toComplete: readonly Suggestion[];
}

/**
 * Reads a page of 50 of the catalogue of the institution that the actor edits, by title: the trainings offered,
 * or those that were retired. Throws not-found for a page past the last, and for whoever edits none.
 */
export async function editedCatalogue(
	world: World,
	actor: Actor,
	{ page, retired, words }: { page: number; retired: boolean; words: string },
): Promise<EditedCatalogue> {
	const institution = editedInstitution(actor);
	must(actor, 'curate', { kind: 'institution', institution });
	const search = { institutions: [institution], retired, words: searchedWords(words) };
	const { entries, count } = await findEntries(world.db.read, search, {
		limit: PER_PAGE,
		offset: (Math.max(1, page) - 1) * PER_PAGE,
	});
	const pages = Math.max(1, Math.ceil(count / PER_PAGE));
	if (page < 1 || page > pages) throw notFound();
	return { entries, count, page, pages, toComplete: SUGGESTIONS.filter(lacksAddress) };
}

/** A training of the catalogue that the actor edits. Throws not-found for any other. */
export async function entryToEdit(world: World, actor: Actor, id: string): Promise<CatalogueEntry> {
	const institution = editedInstitution(actor);
	must(actor, 'curate', { kind: 'institution', institution });
	const entry = await findEntry(world.db.read, id);
	if (entry?.institution !== institution) throw notFound();
	return entry;
}
