import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { type Actor, learnerMembership, must, personOf } from '#identity';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Training, TrainingTotal } from '../index.ts';
import { todayFor } from './sound-training.ts';
import { findTraining, totalsOf, trainingsOf, trainingSum } from './store.ts';

const PER_PAGE = 20;
const MOST_EVIDENCE = 50;

/** One page of a person's autoformations, the newest first, and what they all come to. */
export interface TrainingPage {
	readonly items: readonly Training[];
	/** From 1. */
	readonly page: number;
	readonly pages: number;
	readonly count: number;
	/** All autoformations together, each counted once. */
	readonly minutes: number;
}

/** A page of 20 of one's own autoformations; a page beyond the last is not found. */
export async function listTrainings(world: World, actor: Actor, page: number): Promise<TrainingPage> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	learnerMembership(actor);
	const { read } = world.db;
	const { count, minutes } = await trainingSum(read, person);
	const pages = Math.max(1, Math.ceil(count / PER_PAGE));
	if (!Number.isInteger(page) || page < 1 || page > pages) throw notFound();
	const items = await trainingsOf(read, person, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE });
	return { items, page, pages, count, minutes };
}

/** One autoformation of one's own; somebody else's is not found. */
export async function trainingById(world: World, actor: Actor, id: string): Promise<Training> {
	personOf(actor);
	const training = await findTraining(world.db.read, id);
	if (!training) throw notFound();
	must(actor, 'read', { kind: 'person', person: training.person });
	learnerMembership(actor);
	return training;
}

/** Today's civil date for a person who logs an autoformation, in their institution's time zone. */
export async function todayOf(world: World, actor: Actor): Promise<string> {
	return todayFor(world, learnerMembership(actor));
}

/**
 * What a person logged in each of the twelve dimensions, in one query; an autoformation counts whole in each of its
 * dimensions. Asks nothing about who reads: the caller does.
 */
export async function trainingTotals(world: World, person: string): Promise<Record<string, TrainingTotal>> {
	const totals = await totalsOf(world.db.read, person);
	const none: TrainingTotal = { minutes: 0, count: 0, reflections: 0 };
	return Object.fromEntries(
		framework(CURRENT_VERSION).dimensions.map(({ slug }) => [slug, totals.get(slug) ?? none]),
	);
}

/** A person's autoformations in one dimension, the newest first, 50 at most: what may be given as evidence. */
export async function trainingsInDimension(
	world: World,
	person: string,
	dimension: string,
): Promise<Training[]> {
	return trainingsOf(world.db.read, person, { dimension, limit: MOST_EVIDENCE });
}
