import { beforeEach, describe, expect, test } from 'vitest';
import { chooseInSituation, situationFor } from '#assessment/server';
import type { PersonActor } from '#identity';
import { activeShares, giveShare } from '#identity/server';
import { addEvidence, decide, startApplication, submitApplication } from '#recognition/server';
import { eachDialect } from '#tests/world';
import { cast, enter, says, shows, trains } from '../../recognition/server/cast.fixture.ts';
import { PORTRAIT_SOURCES } from '../index.ts';
import { advisedCohorts, cohortFor, createCohort, erase, joinCohort, leaveCohort, offerOf } from './index.ts';
import { portraitOfCohort } from './store.ts';

const DIMENSION = 'collaboration';
const THRESHOLD = 10;

eachDialect('the three sources of a cohort', (world) => {
	let people: Awaited<ReturnType<typeof cast>>;
	let cohort: string;
	const key = () => world().newId();

	const make = (name: string) =>
		createCohort(world(), people.bruno, { name, audience: 'teacher', endsOn: null, key: key() });
	const codeOf = async (id: string) =>
		(await advisedCohorts(world(), people.bruno)).find((one) => one.id === id)?.joinCode ?? '';
	const join = async (who: PersonActor, id = cohort) =>
		joinCohort(world(), who, { code: await codeOf(id), key: key() });
	const members = (many: number) =>
		Promise.all(
			Array.from({ length: many }, (_, at) =>
				enter(world(), `Membre${at}`, [
					{ institution: people.here.id, role: 'learner', audience: 'teacher' },
				]),
			),
		);
	const choose = async (who: PersonActor, shown: string | null) => {
		const { situation } = await situationFor(world(), who, DIMENSION);
		const choice = situation.choices.find(({ shows }) => shows === shown)!.id;
		await chooseInSituation(world(), who, { dimension: DIMENSION, choice, key: key() });
	};
	/** What Bruno sees of one dimension, a figure per source. */
	const seen = async (id = cohort) => {
		const { portrait } = await cohortFor(world(), people.bruno, id);
		return Object.fromEntries(
			PORTRAIT_SOURCES.map((source) => [source, portrait?.sources[source][DIMENSION] ?? null]),
		);
	};
	const rest = (shares: object) => ({ starting: 0, beginner: 0, intermediate: 0, advanced: 0, ...shares });

	beforeEach(async () => {
		people = await cast(world());
		cohort = await make('Automne 2026');
	});

	test('each source has figures of its own, never merged, and none under its own threshold', async () => {
		const group = await members(THRESHOLD + 1);
		for (const [at, one] of group.entries()) {
			await says(world(), one, DIMENSION, at % 2 ? 4 : 2);
			await join(one);
		}
		for (const [at, one] of group.slice(0, THRESHOLD - 1).entries())
			await choose(one, at < 4 ? null : 'beginner');
		const said = { shown: true, band: '10-19', shares: rest({ intermediate: 55, advanced: 45 }) };
		expect(await seen()).toEqual({ said, shown: null, observed: null });
		await choose(group[THRESHOLD - 1]!, 'intermediate');
		expect(await seen()).toEqual({
			said,
			shown: { shown: true, band: '10-19', shares: rest({ starting: 40, beginner: 50, intermediate: 10 }) },
			observed: null,
		});
		const first = await seen();

		// Frozen: one more person who shows, or one who goes, changes no figure.
		await choose(group[THRESHOLD]!, 'advanced');
		expect(await seen()).toEqual(first);
		await leaveCohort(world(), group[0]!, { cohort, key: key() });
		expect(await seen()).toEqual(first);
		// Under the threshold: every source goes at once.
		await leaveCohort(world(), group[1]!, { cohort, key: key() });
		expect((await cohortFor(world(), people.bruno, cohort)).portrait).toBeNull();

		// Whoever is erased leaves what every source was made from.
		const last = group[5]!;
		await world().db.write((tx) => erase(tx, last.id));
		const stored = await portraitOfCohort(world().db.read, cohort);
		expect(Object.keys(stored?.people ?? {})).toEqual(
			expect.arrayContaining([DIMENSION, `shown:${DIMENSION}`]),
		);
		expect(JSON.stringify(stored?.people)).not.toContain(last.id);
	});

	test('ten situations that show the same are too alike, whatever is said', async () => {
		for (const [at, one] of (await members(THRESHOLD)).entries()) {
			await says(world(), one, DIMENSION, at % 2 ? 4 : 2);
			await choose(one, 'beginner');
			await join(one);
		}
		expect(await seen()).toMatchObject({
			said: { shown: true },
			shown: { shown: false, why: 'too-alike' },
		});
	});

	test('a source that another cohort counts nearly alike is hidden; the others stay', async () => {
		const other = await make('Hiver 2027');
		const group = await members(THRESHOLD + 1);
		for (const [at, one] of group.entries()) {
			await says(world(), one, DIMENSION, at % 2 ? 4 : 2);
			await join(one);
			await join(one, other);
		}
		// Said by the same people in both: nothing to subtract.
		for (const id of [cohort, other]) expect(await seen(id)).toMatchObject({ said: { shown: true } });
		for (const [at, one] of group.slice(0, THRESHOLD).entries())
			await choose(one, at % 2 ? 'beginner' : 'advanced');
		expect(await seen()).toMatchObject({ shown: { shown: true } });
		await choose(group[THRESHOLD]!, 'intermediate');
		// The other one is made with an eleventh person: the two, side by side, would tell theirs.
		expect(await seen(other)).toMatchObject({
			said: { shown: true },
			shown: { shown: false, why: 'too-close' },
		});
		expect(await seen()).toMatchObject({ said: { shown: true }, shown: { shown: false, why: 'too-close' } });
	});

	test('who joined on words that spoke of what is said counts there only, until they accept these', async () => {
		const group = await members(THRESHOLD);
		for (const [at, one] of group.entries()) {
			await says(world(), one, DIMENSION, at % 2 ? 4 : 2);
			await choose(one, at % 2 ? 'beginner' : 'advanced');
			await join(one);
		}
		const ada = group[0]!;
		await world().db.write((tx) =>
			giveShare(tx, world(), {
				person: ada.id,
				granteeKind: 'cohort',
				grantee: cohort,
				textVersion: 'cohort-2026-11',
			}),
		);
		expect(await seen()).toMatchObject({ said: { shown: true }, shown: null });
		const code = await codeOf(cohort);
		expect(await offerOf(world(), ada, code)).toMatchObject({ joined: 'on-earlier-words' });
		await join(ada);
		expect(await offerOf(world(), ada, code)).toMatchObject({ joined: 'as-offered' });
		expect(await activeShares(world(), { person: ada.id })).toHaveLength(1);
		expect(await seen()).toMatchObject({ said: { shown: true }, shown: { shown: true } });
	});

	describe('observed', () => {
		test('is counted from ten accepted Pratiques on, and hidden when they all stand alike', async () => {
			const group = await members(THRESHOLD);
			for (const [at, one] of group.entries()) {
				await says(world(), one, DIMENSION, at % 2 ? 4 : 2);
				await shows(world(), one, DIMENSION);
				await trains(world(), one, DIMENSION, 180);
				await join(one);
				const badge = `practice-${DIMENSION}`;
				const id = await startApplication(world(), one, { badge, locale: 'fr', key: key() });
				const evidence = {
					title: 'Journal',
					link: 'https://exemple.example/journal',
					training: null,
					reflection: 'J’ai animé le travail.',
				};
				await addEvidence(world(), one, id, { ...evidence, key: key() });
				await submitApplication(world(), one, id, { inBadge: false, key: key() });
				expect((await seen())['observed']).toBeNull();
				await decide(world(), people.bruno, id, { decision: 'accept', reason: '', key: key() });
			}
			// Every Pratique is at the same level: the figure would tell each person’s.
			expect(await seen()).toMatchObject({
				said: { shown: true },
				observed: { shown: false, why: 'too-alike' },
			});
		});
	});
});
