import { chooseInSituation, situationFor } from '#assessment/server';
import { institutionById } from '#identity/server';
import { civilDate, type Locale } from '#platform';
import {
	addEvidence,
	readApplicationAndRecordLook,
	decide,
	myBadges,
	startApplication,
	submitApplication,
} from '#applications/server';
import { setAwardVisibility } from '#awards/server';
import { recordTraining } from '#training/server';
import { answerExpressQuestionnaire } from './answer-express.ts';
import { actorNamed, type StoryEvent } from './event.ts';
import type { DemonstrationPerson } from '../server/demonstration-file.ts';

const READING_TIME = 20_000;
const LOCALE: Locale = 'fr';

/**
 * The event, if any, in which a person of the demonstration answers the questionnaire, one statement after
 * another.
 */
export function answerEvents({ username, answers: given }: DemonstrationPerson): StoryEvent[] {
	if (!given) return [];
	return [
		{
			daysAgo: given.daysAgo,
			async happen({ world, later }) {
				const me = await actorNamed(world, username);
				await answerExpressQuestionnaire(world, me, given.values, () => later(READING_TIME));
			},
		},
	];
}

/** Events in which a person of the demonstration chooses in situations, each on its own date. */
export const situationEvents = ({ username, situations }: DemonstrationPerson): StoryEvent[] =>
	situations.map(({ daysAgo, dimension, shows: level }) => ({
		daysAgo,
		async happen({ world }) {
			const me = await actorNamed(world, username);
			const { situation } = await situationFor(world, me, dimension);
			const choice = situation.choices.find((one) => one.shows === level);
			if (!choice) throw new Error(`No choice of ${situation.id} shows ${level}.`);
			await chooseInSituation(world, me, { dimension, choice: choice.id, key: world.newId() });
		},
	}));

/**
 * Events in which a person of the demonstration logs a training; badges that no adviser decides follow, as
 * after any training.
 */
export const trainingEvents = ({ username, trainings }: DemonstrationPerson): StoryEvent[] =>
	trainings.map(({ daysAgo, ...training }) => ({
		daysAgo,
		async happen({ world, made }) {
			const me = await actorNamed(world, username);
			const { timeZone } = await institutionById(world, made.get('institution') ?? '');
			const date = civilDate(world.now(), timeZone);
			await recordTraining(world, me, { ...training, date, key: world.newId(), locale: LOCALE });
		},
	}));

/**
 * Events in which a person of the demonstration applies for a badge; if it was accepted, an adviser then
 * reads the application and accepts it.
 */
export function applicationEvents({ username, application }: DemonstrationPerson): StoryEvent[] {
	if (!application) return [];
	const { badge, startedDaysAgo, submittedDaysAgo, evidence, accepted } = application;
	let id = '';
	return [
		{
			daysAgo: startedDaysAgo,
			async happen({ world }) {
				const me = await actorNamed(world, username);
				id = await startApplication(world, me, { badge, locale: LOCALE, key: world.newId() });
				await addEvidence(world, me, id, { ...evidence, training: null, key: world.newId() });
			},
		},
		{
			daysAgo: submittedDaysAgo,
			async happen({ world }) {
				const me = await actorNamed(world, username);
				await submitApplication(world, me, id, { inBadge: false, key: world.newId() });
			},
		},
		...(accepted
			? [
					{
						daysAgo: accepted.daysAgo,
						async happen({ world }: Parameters<StoryEvent['happen']>[0]) {
							const adviser = await actorNamed(world, accepted.by);
							await readApplicationAndRecordLook(world, adviser, id);
							const { level, reason } = accepted;
							await decide(world, adviser, id, { decision: 'accept', level, reason, key: world.newId() });
						},
					},
				]
			: []),
	];
}

/** Events in which a person of the demonstration publishes a badge. */
export const publicationEvents = ({ username, publications }: DemonstrationPerson): StoryEvent[] =>
	publications.map(({ badge, daysAgo, visibility }) => ({
		daysAgo,
		async happen({ world }) {
			const me = await actorNamed(world, username);
			const { awards } = await myBadges(world, me);
			const held = awards.find(({ award }) => award.badge === badge);
			if (!held) throw new Error(`${username} does not hold ${badge}.`);
			await setAwardVisibility(world, me, held.award.id, { visibility, key: world.newId() });
		},
	}));
