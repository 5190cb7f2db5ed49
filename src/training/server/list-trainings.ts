import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Training, TrainingTotal } from '../index.ts';
import { todayFor } from './valid-training.ts';
import { findTraining, totalsAndMinutesSince, totalsOf, trainingsOf, trainingSum } from './training-store.ts';

const PER_PAGE = 20;
const MOST_EVIDENCE = 50;
const LAST = 5;

/**
 * A page of a person's learning activities, newest first, with their number and minutes in all pages
 * together.
 */
export interface TrainingListPage {
	readonly items: readonly Training[];
	/** Page number, from 1. */
	readonly page: number;
	readonly pages: number;
	readonly count: number;
	/** Minutes of all the person's learning activities together, each counted once. */
	readonly minutes: number;
}

/**
 * Reads a page of 20 of the actor's learning activities, newest first. Throws not-found for a page past the
 * last.
 */
export async function listTrainings(world: World, actor: Actor, page: number): Promise<TrainingListPage> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	mustBeLearner(actor);
	const { read } = world.db;
	const { count, minutes } = await trainingSum(read, person);
	const pages = Math.max(1, Math.ceil(count / PER_PAGE));
	if (!Number.isInteger(page) || page < 1 || page > pages) throw notFound();
	const items = await trainingsOf(read, person, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE });
	return { items, page, pages, count, minutes };
}

/**
 * Reads one of the actor's own learning activities. Throws not-found for an unknown one and for another
 * person's.
 */
export async function trainingById(world: World, actor: Actor, id: string): Promise<Training> {
	mustBePerson(actor);
	const training = await findTraining(world.db.read, id);
	if (!training) throw notFound();
	must(actor, 'read', { kind: 'person', person: training.person });
	mustBeLearner(actor);
	return training;
}

/** Whether the actor has this learning activity; false once they have removed it. */
export async function isTrainingKept(world: World, actor: Actor, id: string): Promise<boolean> {
	const { id: person } = mustBePerson(actor);
	return (await findTraining(world.db.read, id))?.person === person;
}

/**
 * The slugs of the dimensions of the actor's last five learning activities, latest first: likely choices for
 * the next one.
 */
export async function recentTrainingDimensions(world: World, actor: Actor): Promise<readonly string[]> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const last = await trainingsOf(world.db.read, person, { limit: LAST });
	return [...new Set(last.flatMap(({ dimensions }) => dimensions))];
}

/** Today's calendar date in the time zone of the actor's institution. */
export async function todayOf(world: World, actor: Actor): Promise<string> {
	return todayFor(world, mustBeLearner(actor));
}

/**
 * A person's totals of training in each of the twelve dimensions, in one query. A learning activity counts in
 * full in each of its dimensions. No authorization check: the caller must do it.
 */
export const trainingTotals = async (world: World, person: string): Promise<Record<string, TrainingTotal>> =>
	ofEachDimension(await totalsOf(world.db.read, person));

function ofEachDimension(totals: ReadonlyMap<string, TrainingTotal>): Record<string, TrainingTotal> {
	const none: TrainingTotal = { minutes: 0, count: 0, reflections: 0, longestReflection: 0 };
	return Object.fromEntries(
		framework(CURRENT_VERSION).dimensions.map(({ slug }) => [slug, totals.get(slug) ?? none]),
	);
}

/**
 * A person's totals of training in each of the twelve dimensions, and their minutes of training since a
 * calendar date, each activity counted once. No authorization check: the caller must do it.
 */
export async function trainingTotalsAndMinutesSince(
	world: World,
	person: string,
	since: string,
): Promise<{ readonly totals: Record<string, TrainingTotal>; readonly minutes: number }> {
	const { totals, minutes } = await totalsAndMinutesSince(world.db.read, person, since);
	return { totals: ofEachDimension(totals), minutes };
}

/**
 * Reads a person's learning activities in one dimension, newest first, 50 at most, from which they choose
 * evidence. No authorization check: the caller must do it.
 */
export async function trainingsInDimension(
	world: World,
	person: string,
	dimension: string,
): Promise<Training[]> {
	return trainingsOf(world.db.read, person, { dimension, limit: MOST_EVIDENCE });
}
