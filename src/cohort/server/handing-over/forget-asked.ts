import type { World } from '#platform/server';
import { askedSince } from './asked-days.ts';
import { forgetAsked } from './asked-store.ts';

const DAY = 86_400_000;

/**
 * Forgets the people who did not say within sixty days whether they share with the new adviser of a cohort, and
 * those of cohorts that are over: they have then left it. Called every hour.
 */
export async function forgetUnansweredSlips(world: Pick<World, 'db' | 'now'>): Promise<void> {
	// A day later than any time zone: `endsOn` is a day of the institution.
	const endedBefore = new Date(world.now().getTime() - DAY).toISOString().slice(0, 10);
	await world.db.write((tx) => forgetAsked(tx, { before: askedSince(world.now()), endedBefore }));
}
