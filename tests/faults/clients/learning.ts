import { sql } from 'drizzle-orm';
import { recordAnswer } from '#assessment/server';
import { startApplication } from '#applications/server';
import { cohortToHandOver, createCohort, handCohortOver } from '#cohort/server';
import { saveDraft } from '#drafts/server';
import { giveShare, setPassword } from '#identity/server';
import type { World } from '#platform/server';
import { erasePerson } from '#privacy/server';
import { changeTraining, recordTraining } from '#training/server';
import { atOnce, numberOf, rowsOf, type Scenario, school, wrongIn } from './scenario.ts';

const PASSWORD = 'sept-chats-gris';

const training = {
	...{ title: 'Écrire à plusieurs', date: '2026-11-20', minutes: 60, kind: 'workshop' as const },
	...{ dimensions: ['collaboration'], reflection: '', link: null },
};

/** Every table and column in which an id of a person may stand, as the database knows them. */
async function mentionsOf(world: World, person: string): Promise<string[]> {
	const columns = await rowsOf(
		world,
		sql`select table_name as "table", column_name as "column" from information_schema.columns
			where table_schema = 'public' and data_type = 'text'`,
	);
	const parts = columns.map(
		({ table, column }) =>
			sql`select ${`${String(table)}.${String(column)}`}::text as place from ${sql.identifier(String(table))} where ${sql.identifier(String(column))} = ${person}`,
	);
	return (await rowsOf(world, sql.join(parts, sql` union all `))).map(({ place }) => String(place));
}

/** The scenarios in which somebody writes what is theirs. */
export const LEARNING: readonly Scenario[] = [
	{
		name: 'an account erased while its person writes',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			await setPassword(world, ada.id, PASSWORD);
			const to = { person: ada.id, granteeKind: 'cohort', grantee: 'autumn', textVersion: '1' } as const;
			const writes: ((client: World) => Promise<unknown>)[] = [
				(client) =>
					erasePerson(client, ada, {
						...{ password: PASSWORD, confirmation: ada.username, badges: 'revoke', key: client.newId() },
					}),
				(client) => recordTraining(client, ada, { ...training, key: client.newId() }),
				(client) =>
					recordAnswer(client, ada, {
						...{ statement: 'teacher-collaboration-2', answer: 2, revision: 0, key: client.newId() },
					}),
				(client) =>
					startApplication(client, ada, {
						...{ badge: 'practice-collaboration', locale: 'fr', key: client.newId() },
					}),
				(client) =>
					saveDraft(client, ada, {
						...{ path: '/training/new', form: 'record', revision: 0, settled: false },
						typed: { title: 'Une' },
					}),
			];
			const met = await atOnce(clients, (client, n) => writes[n % writes.length]!(client));
			const share = await world.db
				.write((tx) => giveShare(tx, world, to))
				.then(
					() => 'given',
					() => 'refused',
				);
			return {
				...met,
				wrong: wrongIn({
					'what is left of them': [await mentionsOf(world, ada.id), []],
					'a share given afterwards': [share, 'refused'],
				}),
			};
		},
	},
	{
		name: 'one form, sent by all at once',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			const key = world.newId();
			const met = await atOnce(clients, (client) => recordTraining(client, ada, { ...training, key }));
			return {
				...met,
				wrong: wrongIn({
					'who got the answer': [met.done.length, clients.length],
					answers: [new Set(met.done.map((one) => JSON.stringify(one))).size, 1],
					trainings: [await numberOf(world, sql`select count(*) from trainings where person = ${ada.id}`), 1],
				}),
			};
		},
	},
	{
		name: 'a training changed by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			const { id } = await recordTraining(world, ada, { ...training, key: world.newId() });
			const met = await atOnce(clients, async (client, n) => {
				const title = `Version ${n}`;
				await changeTraining(client, ada, { ...training, id, title, revision: 1, key: client.newId() });
				return title;
			});
			const [found] = await rowsOf(world, sql`select title, revision from trainings where id = ${id}`);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					stored: [found, { title: met.done[0], revision: 2 }],
				}),
			};
		},
	},
	{
		name: 'an answer given by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const ada = await person('learner', 'Ada');
			const statement = 'teacher-collaboration-2';
			await recordAnswer(world, ada, { statement, answer: 0, revision: 0, key: world.newId() });
			const met = await atOnce(clients, async (client, n) => {
				const answer = ([1, 2, 3] as const)[n % 3]!;
				await recordAnswer(client, ada, { statement, answer, revision: 1, key: client.newId() });
				return answer;
			});
			const [found] = await rowsOf(
				world,
				sql`select a.value, a.revision, (select count(*)::int from answer_history h where h.assessment = a.assessment) as history
					from answers a join assessments s on s.id = a.assessment where s.person = ${ada.id}`,
			);
			// Who gives the answer that is stored already is told that it is.
			const [value] = met.done;
			return {
				...met,
				wrong: wrongIn({
					answers: [new Set(met.done).size, 1],
					stored: [found, { value, revision: 2, history: 2 }],
				}),
			};
		},
	},
	{
		name: 'a cohort handed over by two',
		play: async (clients) => {
			const [world] = clients as [World];
			const { person } = await school(world);
			const bruno = await person('adviser', 'Bruno');
			const takers = [await person('adviser', 'Odile'), await person('adviser', 'Berthe')];
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			const { shown } = await cohortToHandOver(world, bruno, cohort);
			const met = await atOnce(clients, async (client, n) => {
				const adviser = takers[n % 2]!.id;
				await handCohortOver(client, bruno, { cohort, adviser, shown, key: client.newId() });
				return adviser;
			});
			const advisers = await rowsOf(world, sql`select person from cohort_advisers where cohort = ${cohort}`);
			return {
				...met,
				wrong: wrongIn({
					'who did it': [met.done.length, 1],
					advisers: [advisers, met.done.map((one) => ({ person: one }))],
				}),
			};
		},
	},
];
