import { storeExpressAssessments, defaultFrameworkVersion } from '#assessment/server';
import { awardBadgesByRuleToEach } from '#applications/server';
import {
	type CohortWithAdviserIds,
	addPeopleToCohort,
	makeDemonstrationPortraits,
	oldestJoinCode,
	findOpenCohort,
} from '#cohort/server';
import { readJoinCode } from '#cohort';
import type { FrameworkVersion } from '#framework';
import { addLearners, personByUsername } from '#identity/server';
import { m } from '#messages';
import { civilDate } from '#platform';
import type { Queries, World } from '#platform/server';
import { storeTrainings } from '#training/server';
import { type Terminal, type Command, EXIT, type Options, Stop } from '../command.ts';
import { parseAnswerLetters } from './parse-answer-letters.ts';
import { inventLearner, inventedUsername, LEARNERS_PER_BADGE } from './invented-learner.ts';
import { inventedLearnerSeed } from '../server/seed-file.ts';
import { institutionFor, checkAndRecordFolderKind, withDataFolder } from '../data-folder.ts';

const DAY = 86_400_000;
const MOST = 100_000;
/** People stored in one write unit: few enough that a running service waits only briefly. */
const AT_ONCE = 250;
/** Most people whose badges are issued together. */
const DUE_AT_ONCE = 500;
/** Time between one answer and the next (ms). */
const READING_TIME = 20_000;

interface Home {
	readonly institution: string;
	readonly timeZone: string;
	readonly version: FrameworkVersion;
	/** The cohort that the learners join, or null. */
	readonly cohort: CohortWithAdviserIds | null;
}

/**
 * Stores the invented people with these numbers and what they did, everything at its own date; returns their
 * ids.
 */
async function storePeople(
	tx: Queries,
	world: World,
	numbers: readonly number[],
	{ institution, timeZone, version, cohort }: Home,
): Promise<readonly string[]> {
	const now = world.now().getTime();
	const all = numbers.map((number) => {
		const { daysAgo, ...who } = inventLearner(number, inventedLearnerSeed);
		const came = new Date(now - daysAgo * DAY);
		return { ...who, came, audience: cohort?.audience ?? who.audience };
	});
	const ids = await addLearners(
		tx,
		world,
		all.map(({ username, displayName, audience, came }) => ({
			...{ username, displayName, institution, audience, createdAt: came },
		})),
	);
	const people = all.map((one, at) => ({ ...one, person: ids[at]! }));
	await storeExpressAssessments(
		tx,
		world,
		version,
		people.map(({ person, audience, answers, came }) => ({
			...{ person, audience, answers: parseAnswerLetters(answers).map(({ answer }) => answer) },
			answeredAt: (at: number) => new Date(came.getTime() + (at + 1) * READING_TIME),
		})),
	);
	await storeTrainings(
		tx,
		world,
		people.flatMap(({ person, trainings }) =>
			trainings.map(({ daysAgo, ...training }) => {
				const at = new Date(now - daysAgo * DAY);
				return { ...training, person, at, date: civilDate(at, timeZone), link: null };
			}),
		),
	);
	if (cohort)
		await addPeopleToCohort(
			tx,
			world,
			cohort,
			people.map(({ person, displayName, came, answers }) => ({
				...{ person, name: displayName, since: came, answered: answers.length },
			})),
		);
	return ids;
}

function howMany({ locale }: Terminal, { learners }: Options): number {
	if (learners === undefined)
		throw new Stop(m.command_option_missing({ option: '--learners', name: 'seed' }, { locale }));
	const count = /^\d{1,6}$/.test(String(learners)) ? Number(learners) : 0;
	if (count >= 1 && count <= MOST) return count;
	throw new Stop(m.command_number({ option: '--learners', least: 1, most: MOST }, { locale }));
}

/** Returns the first number whose invented user name is free. */
async function firstFree(world: World): Promise<number> {
	let number = 1;
	while (await personByUsername(world, inventedUsername(number))) number += 1;
	return number;
}

/**
 * The `seed` command: adds invented learners to the demonstration, issues the badges that they qualify for
 * and, if they join a cohort, makes all portraits of the demonstration again. The same numbers always give
 * the same people.
 */
export const seed: Command = {
	name: 'seed',
	usage: 'seed --learners N [--cohort CODE]',
	options: { learners: { type: 'string' }, cohort: { type: 'string' } },
	words: 0,
	about: (locale) => m.command_seed_about({}, { locale }),
	optionsAbout: (locale) => [
		['--learners N', m.command_seed_option_learners({}, { locale })],
		['--cohort CODE', m.command_seed_option_cohort({}, { locale })],
	],
	async run(terminal, options) {
		const count = howMany(terminal, options);
		const { locale } = terminal;
		return withDataFolder(terminal, async (world, settings) => {
			if ((await checkAndRecordFolderKind(terminal, world, settings)) !== 'demonstration')
				throw new Stop(m.command_demo_not({}, { locale }));
			const began = performance.now();
			const { id: institution, timeZone } = await institutionFor(terminal, world, undefined);
			const asked = typeof options['cohort'] === 'string' ? readJoinCode(options['cohort']) : undefined;
			const code = asked ?? (await oldestJoinCode(world.db.read, institution));
			const cohort = code === undefined ? null : await findOpenCohort(world, institution, code);
			const version = await defaultFrameworkVersion(world, { institution });
			const home = { institution, timeZone, version, cohort };
			const first = await firstFree(world);
			const last = first + count - 1;
			const due: string[] = [];
			for (let from = first; from <= last; from += AT_ONCE) {
				const many = Math.min(AT_ONCE, last - from + 1);
				const numbers = Array.from({ length: many }, (_, at) => from + at);
				const ids = await world.db.write((tx) => storePeople(tx, world, numbers, home));
				due.push(...ids.filter((_, at) => numbers[at]! % LEARNERS_PER_BADGE === 0));
			}
			for (let at = 0; at < due.length; at += DUE_AT_ONCE)
				await awardBadgesByRuleToEach(world, due.slice(at, at + DUE_AT_ONCE), 'fr');
			if (cohort) await makeDemonstrationPortraits(world);
			const seconds = ((performance.now() - began) / 1000).toFixed(1);
			const names = { first: inventedUsername(first), last: inventedUsername(last) };
			terminal.out(
				count === 1
					? m.command_seed_done_one({ first: names.first, seconds }, { locale })
					: m.command_seed_done({ count, seconds, ...names }, { locale }),
			);
			return EXIT.done;
		});
	},
};
