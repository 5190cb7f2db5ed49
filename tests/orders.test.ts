import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createInstitution, createPerson } from '#identity/server';
import { eachDialect } from '#tests/world';
import {
	answersOf,
	answersOfEach,
	assessmentsOf,
	answerHistoryOfAssessment,
	storeAnswer,
	findOrAddAssessment,
} from '../src/assessment/server/answer-store.ts';
import { addChoice, choicesOfEach } from '../src/assessment/server/situation-store.ts';
import { insertReading, readingsOfSharesBy } from '../src/identity/server/sharing/reading-store.ts';
import { insertSession, sessionsOfPerson } from '../src/identity/server/sessions/session-store.ts';
import {
	accompanimentsOf,
	insertShare,
	insertAccompanimentOnce,
} from '../src/identity/server/sharing/sharing-store.ts';
import { decidedTimes } from '../src/applications/server/application-store.ts';
import { tablesOf } from '../src/applications/server/tables.ts';

/**
 * The orderings (`orderBy` columns) that leave no two rows in doubt although they do not end with an id, each
 * with the reason: the columns form a key, or no two rows can be equal.
 */
const WHOLE: Readonly<Record<string, string>> = {
	'at actor granteeKind grantee day': 'the key of readings',
	'since adviser person through': 'the key of accompaniments',
	'answeredAt statement revision': 'the key of the history of one self-assessment',
	statement: 'the key of the answers of one self-assessment',
	'person statement': 'the key of the answers in one version',
	'assessment statement': 'the key of the answers in every version',
	'savedAt path form': 'the key of the drafts of one person',
	'cohort person': 'the key of the advisers of cohorts',
	'fullAt key': 'the buckets of one shared limit, each once',
	n: 'the number of an act',
	origin: 'the addresses of issuing bodies, each once',
	name: 'the schedules, each once',
	'dueAt name': 'the schedules, each once',
	'place person': 'the people of one act for many, each once',
	'nameOrder person': 'the people of one cohort, each once',
	revision: 'the changes of own badges, each once',
	'badge version': 'the key of the versions of own badges',
	cohort: 'the lists of one person, one for each cohort',
	'handedOverAt cohort': 'the slips of one person, one for each cohort',
	group: 'the groups of one roster, each counted once',
	person: 'the advisers of one cohort, each once',
	NEWEST_FIRST: 'the trainings of one person: it ends with their id',
	'random()': 'drawn by lot',
	'place slug': 'the place of each imported text in its version, of which one reads',
};

test('every list that a store gives has one order, whatever the database does with equals', () => {
	const root = resolve(import.meta.dirname, '..');
	const orders = globSync('src/**/*store.ts', { cwd: root }).flatMap((file) =>
		[
			...readFileSync(resolve(root, file), 'utf8').matchAll(/\.orderBy\(((?:[^()]|\((?:[^()]|\(\))*\))*)\)/g),
		].map(([, by = '']) => {
			const columns = by.includes('random()')
				? 'random()'
				: [...by.matchAll(/\.(\w+)/g)].map(([, name]) => name).join(' ');
			return { file, columns };
		}),
	);
	expect(orders.length).toBeGreaterThan(30);
	const partial = orders.filter(({ columns }) => !/\bid$/.test(columns) && !(columns in WHOLE));
	expect(partial).toEqual([]);
	const met = new Set(orders.map(({ columns }) => columns));
	expect(Object.keys(WHOLE).filter((columns) => !met.has(columns))).toEqual([]);
});

const NOW = new Date('2026-11-28T15:00:00Z');

eachDialect('of what has the same date', (open) => {
	let count = 0;
	const person = () => createPerson(open(), { username: `ada-${(count += 1)}`, displayName: 'Ada' });
	/**
	 * The ids of the rows, in the order in which they are written, which is neither the order of the ids nor
	 * its reverse.
	 */
	const IDS = ['m', 'z', 'a', 'q'];
	const SORTED = ['a', 'm', 'q', 'z'];
	const write = (work: Parameters<ReturnType<typeof open>['db']['write']>[0]) => open().db.write(work);

	test('sessions, accompaniments and readings come by their key', async () => {
		const [ada, bruno] = [await person(), await person()];
		await write(async (tx) => {
			for (const id of IDS) {
				const dates = { createdAt: NOW, seenAt: NOW, expiresAt: NOW };
				await insertSession(tx, { id, person: ada, label: null, institution: null, ...dates });
				await insertAccompanimentOnce(tx, { adviser: bruno, person: ada, through: id, since: NOW });
				for (const granteeKind of ['cohort', 'adviser'] as const) {
					const share = { id: `${id}-${granteeKind}`, person: ada, granteeKind, grantee: id };
					await insertShare(tx, {
						...share,
						...{ textVersion: '1', givenAt: NOW, until: null, withdrawnAt: null },
					});
					for (const day of ['2026-11-28', '2026-11-27'])
						await insertReading(tx, { actor: bruno, granteeKind, grantee: id, day, at: NOW });
				}
			}
		});
		const { read } = open().db;
		expect((await sessionsOfPerson(read, ada)).map(({ id }) => id)).toEqual(SORTED);
		expect((await accompanimentsOf(read, { person: ada })).map(({ through }) => through)).toEqual(SORTED);
		expect(
			(await readingsOfSharesBy(read, ada, 9)).map(
				({ granteeKind, grantee, day }) => `${granteeKind} ${grantee} ${day}`,
			),
		).toEqual([
			...SORTED.flatMap((id) => [`adviser ${id} 2026-11-27`, `adviser ${id} 2026-11-28`]),
			'cohort a 2026-11-27',
		]);
	});

	test('self-assessments, answers and choices come by their key', async () => {
		const [one, other] = [await person(), await person()].toSorted();
		const begun = { audience: 'teacher', mode: 'express', startedAt: NOW, chosenAt: null } as const;
		const kept = { dimension: 'ethics', answer: 2, answeredAt: NOW } as const;
		await write(async (tx) => {
			for (const [id, frameworkVersion] of [
				['z', '2019'],
				['a', '2025'],
			] as const)
				await findOrAddAssessment(tx, {
					...begun,
					...{ id: `${id}-${one}`, person: String(one), finishedAt: null },
					frameworkVersion: frameworkVersion as never,
				});
			await findOrAddAssessment(tx, {
				...begun,
				...{ id: `b-${other}`, person: String(other), finishedAt: null },
				frameworkVersion: '2019' as never,
			});
			for (const assessment of [`b-${other}`, `z-${one}`])
				for (const statement of IDS)
					for (const revision of [1, 2]) await storeAnswer(tx, assessment, { ...kept, statement, revision });
			for (const id of IDS)
				await addChoice(tx, {
					id: `${id}-${one}`,
					person: String(one),
					frameworkVersion: '2019' as never,
					...{ dimension: 'ethics', situation: id, choice: 'a' as never, shows: null },
					...{ day: '2026-11-28', chosenAt: NOW },
				});
		});
		const { read } = open().db;
		expect((await assessmentsOf(read, String(one))).map(({ id }) => id[0])).toEqual(['a', 'z']);
		expect((await answersOf(read, `z-${one}`)).map(({ statement }) => statement)).toEqual(SORTED);
		expect(
			(await answerHistoryOfAssessment(read, `z-${one}`)).map(
				({ statement, revision }) => `${statement}${revision}`,
			),
		).toEqual(SORTED.flatMap((id) => [`${id}1`, `${id}2`]));
		const each = await answersOfEach(read, [String(other), String(one)], '2019' as never);
		expect(each.map(({ person, statement }) => `${person} ${statement}`)).toEqual(
			[one, other].flatMap((person) => SORTED.map((id) => `${person} ${id}`)),
		);
		expect((await choicesOfEach(read, [String(one)])).map(({ situation }) => situation)).toEqual(SORTED);
	});

	test('of more than fifty applications decided at one instant, the same fifty count', async () => {
		const ada = await person();
		const { id: institution } = await createInstitution(open(), {
			slug: 'laval',
			name: 'Laval',
			kind: 'cegep',
		});
		const sent = (n: number) => new Date(NOW.getTime() - 60_000 + n * 1000);
		await write(async (tx) => {
			const { applications } = tablesOf(tx);
			const rest = {
				state: 'accepted',
				openKey: null,
				revision: 1,
				createdAt: NOW,
				definitionVersion: 1,
			} as const;
			for (let n = 0; n < 60; n += 1) {
				// Written from the middle outwards.
				const at = n % 2 ? 30 + (n + 1) / 2 - 1 : 29 - n / 2;
				await tx.insert(applications).values({
					...{
						id: `application-${String(at).padStart(2, '0')}`,
						person: ada,
						institution,
						badge: `badge-${at}`,
					},
					...{
						submittedAt: sent(at),
						decidedAt: NOW,
						locale: 'fr',
						evidenceInBadge: false,
						bindsEmail: false,
						settling: false,
						kind: 'evidence',
					},
					...rest,
				});
			}
		});
		const times = await decidedTimes(open().db.read, institution);
		expect(times.map(({ sent }) => (sent.getTime() - NOW.getTime()) / 1000 + 60)).toEqual(
			Array.from({ length: 50 }, (_, n) => 59 - n),
		);
	});
});
