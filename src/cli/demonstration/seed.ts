import { joinCohort, makeDemonstrationPortraits } from '#cohort/server';
import { readJoinCode } from '#cohort';
import { createPerson, personByUsername } from '#identity/server';
import { m } from '#messages';
import { civilDate } from '#platform';
import type { World } from '#platform/server';
import { recordTraining } from '#training/server';
import { answerExpress } from './answer-express.ts';
import { type Call, type Command, EXIT, type Options, Stop } from '../call.ts';
import { actorNamed } from './event.ts';
import { type Invented, invented, inventedName } from './plausible.ts';
import { seedWords } from '../server/seed-file.ts';
import { institutionFor, mustFit, withService } from '../data-folder.ts';
import { together } from './together.ts';

const DAY = 86_400_000;
const MOST = 5000;
/** Few enough that a service beside us waits an instant only. */
const AT_ONCE = 20;

interface Home {
	readonly institution: string;
	readonly timeZone: string;
	/** The join code of the cohort they join. */
	readonly code: string | null;
}

/** Lives an invented learner's weeks through the use cases, each thing on its day. */
async function live(world: World, who: Invented, { institution, timeZone, code }: Home): Promise<void> {
	const now = world.now().getTime();
	let clock = now - who.daysAgo * DAY;
	// Learners without badges: rules are not looked at for each of thousands.
	const past = { ...world, listeners: {}, now: () => new Date(clock) };
	const audience = code ? 'teacher' : who.audience;
	const { username, displayName } = who;
	const memberships = [{ institution, role: 'learner', audience } as const];
	await createPerson(past, { username, displayName, memberships });
	const me = await actorNamed(past, username);
	if (code) await joinCohort(past, me, { code, key: world.newId() });
	await answerExpress(past, me, who.answers, () => void (clock += 20_000));
	for (const { daysAgo, ...training } of who.trainings) {
		clock = now - daysAgo * DAY;
		const date = civilDate(past.now(), timeZone);
		await recordTraining(past, me, { ...training, date, reflection: '', link: null, key: world.newId() });
	}
}

function howMany({ locale }: Call, { learners }: Options): number {
	if (learners === undefined)
		throw new Stop(m.command_option_missing({ option: '--learners', name: 'seed' }, { locale }));
	const count = /^\d{1,6}$/.test(String(learners)) ? Number(learners) : 0;
	if (count >= 1 && count <= MOST) return count;
	throw new Stop(m.command_number({ option: '--learners', least: 1, most: MOST }, { locale }));
}

/** The first number nobody bears yet. */
async function firstFree(world: World): Promise<number> {
	let number = 1;
	while (await personByUsername(world, inventedName(number))) number += 1;
	return number;
}

/** Adds invented learners to the demonstration; the same numbers are always the same people. */
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
	async run(call, options) {
		const count = howMany(call, options);
		const { locale } = call;
		return withService(call, async (world, settings) => {
			if ((await mustFit(call, world, settings)) !== 'demonstration')
				throw new Stop(m.command_demo_not({}, { locale }));
			const began = performance.now();
			const { id: institution, timeZone } = await institutionFor(call, world, undefined);
			const code = typeof options['cohort'] === 'string' ? readJoinCode(options['cohort']) : null;
			const first = await firstFree(world);
			const last = first + count - 1;
			for (let from = first; from <= last; from += AT_ONCE) {
				await together(world, async (inside) => {
					for (let number = from; number <= Math.min(last, from + AT_ONCE - 1); number += 1)
						await live(inside, invented(number, seedWords), { institution, timeZone, code });
				});
			}
			if (code) await makeDemonstrationPortraits(world);
			const seconds = ((performance.now() - began) / 1000).toFixed(1);
			const names = { first: inventedName(first), last: inventedName(last) };
			call.out(
				count === 1
					? m.command_seed_done_one({ first: names.first, seconds }, { locale })
					: m.command_seed_done({ count, seconds, ...names }, { locale }),
			);
			return EXIT.done;
		});
	},
};
