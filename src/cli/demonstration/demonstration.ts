import { advisedCohorts, createCohort, joinCohort, makeDemonstrationPortraits } from '#cohort/server';
import {
	createInstitution,
	createPerson,
	generatePassword,
	personByUsername,
	setPassword,
} from '#identity/server';
import { callDueListeners, type World } from '#platform/server';
import { actorNamed, type StoryEvent, type EventNeeds } from './event.ts';
import { type DemonstrationPerson, demonstration } from '../server/demonstration-file.ts';
import {
	answerEvents,
	applicationEvents,
	trainingEvents,
	publicationEvents,
	situationEvents,
} from './story.ts';
import { inOneUnit } from './in-one-unit.ts';

const DAY = 86_400_000;
/**
 * Threshold of portraits in the demonstration's institution (people): the lowest for adult staff, since few
 * of its people did each situation.
 */
const ADULT_STAFF = 10;

function beginnings(): StoryEvent[] {
	const { institution, cohort, people } = demonstration;
	return [
		{
			daysAgo: Math.max(...people.map(({ daysAgo }) => daysAgo)) + 1,
			async happen({ world, made }) {
				const { id } = await createInstitution(world, {
					...institution,
					demonstration: true,
					threshold: ADULT_STAFF,
				});
				made.set('institution', id);
			},
		},
		{
			daysAgo: cohort.daysAgo,
			async happen({ world, made }) {
				const adviser = await actorNamed(world, cohort.adviser);
				const { name } = cohort;
				await createCohort(world, adviser, { name, audience: 'teacher', endsOn: null, key: world.newId() });
				made.set('joinCode', (await advisedCohorts(world, adviser))[0]?.joinCode ?? '');
			},
		},
	];
}

function arrives({
	username,
	displayName,
	email,
	role,
	audience,
	cohort,
	daysAgo,
}: DemonstrationPerson): StoryEvent {
	return {
		daysAgo,
		async happen({ world, made }) {
			const memberships = [{ institution: made.get('institution') ?? '', role, audience: audience ?? null }];
			await createPerson(world, { username, displayName, email, memberships });
			if (!cohort) return;
			const code = made.get('joinCode') ?? '';
			await joinCohort(world, await actorNamed(world, username), { code, key: world.newId() });
		},
	};
}

/**
 * Creates the demonstration: its institution, people, cohort and last weeks. Each event goes through its use
 * case, with the clock at its date, and badges are really signed. All or nothing: an interrupted start leaves
 * an empty folder.
 */
export async function makeDemonstration(world: World): Promise<void> {
	const events = [
		...beginnings(),
		...demonstration.people.flatMap((who) => [
			arrives(who),
			...answerEvents(who),
			...situationEvents(who),
			...trainingEvents(who),
			...applicationEvents(who),
			...publicationEvents(who),
		]),
	].sort((a, b) => b.daysAgo - a.daysAgo);
	const now = world.now().getTime();
	await inOneUnit(world, async (inside) => {
		let clock = now;
		const needs: EventNeeds = {
			world: { ...inside, now: () => new Date(clock) },
			later: (ms) => void (clock += ms),
			made: new Map(),
		};
		for (const { daysAgo, happen } of events) {
			clock = now - daysAgo * DAY;
			await happen(needs);
			// Runs the listeners now, so that what they write has this event's date.
			await callDueListeners(needs.world);
		}
		await makeDemonstrationPortraits(inside);
	});
}

/** The people of the demonstration who get a password: those with a description for visitors. */
export const peopleWithPassword = demonstration.people.filter(({ about }) => about !== undefined);

/**
 * Gives new passwords to the demonstration's people who may sign in, and returns them by user name. Their
 * earlier passwords and sessions end.
 */
export async function renewPasswords(world: World): Promise<Record<string, string>> {
	const passwords: Record<string, string> = {};
	for (const { username } of peopleWithPassword) {
		const account = await personByUsername(world, username);
		if (!account) continue;
		const password = generatePassword();
		await setPassword(world, account.id, password);
		passwords[username] = password;
	}
	return passwords;
}
