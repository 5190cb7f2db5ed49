import { beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { administeredSettings, changeInstitution, createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { answersInEveryVersion } from './answer-store.ts';
import {
	assessmentProgressOf,
	carryOver,
	carryOverOffer,
	chooseInSituation,
	chooseVersionAndMode,
	recordAnswer,
	saidStandingsOf,
	shownStandingsOf,
} from './index.ts';

const DAY = 86_400_000;

eachDialect('what is carried over to another version of the framework', (open) => {
	let institution = '';
	let chloe: PersonActor;
	const key = () => open().newId();
	const ada = () => newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }], 'Ada');
	const answers = (who: PersonActor, dimension: string, answer: 0 | 2 | 3, revision = 0, place = 2) =>
		recordAnswer(open(), who, {
			...{ statement: `teacher-${dimension}-${place}`, answer, revision, key: key() },
		});
	const moves = async (frameworkVersion: string) => {
		const { institution: is, version: shown } = await administeredSettings(open(), chloe);
		const { name, timeZone, language, threshold } = is;
		await changeInstitution(open(), chloe, {
			...{ name, timeZone, language, threshold, frameworkVersion, shown, key: key() },
		});
	};

	beforeAll(async () => {
		({ id: institution } = await createInstitution(open(), {
			...{ slug: 'erables', name: 'Érables', kind: 'service-centre', frameworkVersion: 'crcn-2019' },
		}));
		chloe = await newcomer(open(), [{ institution, role: 'administrator' }], 'Chloé');
	});

	test('nothing is offered to whoever answered nothing, nor in the version of the institution', async () => {
		const who = await ada();
		expect(await carryOverOffer(open(), who)).toBeNull();
		await answers(who, 'collaboration', 2);
		expect(await carryOverOffer(open(), who)).toBeNull();
		await expect(carryOver(open(), who, { from: 'crcn-2019', key: key() })).rejects.toMatchObject({
			status: 404,
		});
		await expect(carryOver(open(), who, { from: 'crcn-2025', key: key() })).rejects.toMatchObject({
			status: 404,
		});
	});

	test('the same answers, with the dates on which they were given; the old ones stay; twice does nothing', async () => {
		const who = await ada();
		await answers(who, 'collaboration', 2);
		const first = open().now();
		open().setNow(new Date(first.getTime() + DAY));
		await answers(who, 'communication', 0);
		await chooseInSituation(open(), who, { dimension: 'collaboration', choice: 'a', key: key() });
		await moves('crcn-2025');
		open().setNow(new Date(first.getTime() + 30 * DAY));
		// What began keeps its version until the person says otherwise.
		expect((await assessmentProgressOf(open(), who)).version).toBe('crcn-2019');
		const offer = { from: 'crcn-2019', to: 'crcn-2025', answers: 2, situations: 1, left: 0 };
		expect(await carryOverOffer(open(), who)).toEqual(offer);
		const sent = { from: 'crcn-2019' as const, key: key() };
		expect(await carryOver(open(), who, sent)).toEqual(offer);
		expect(await carryOver(open(), who, sent)).toEqual(offer);
		expect(await carryOverOffer(open(), who)).toBeNull();
		const { version, answered, mode } = await assessmentProgressOf(open(), who);
		expect({ version, answered, mode }).toEqual({ version: 'crcn-2025', answered: 2, mode: 'express' });
		const said = await saidStandingsOf(open(), who.id, 'crcn-2025');
		expect(said['collaboration']).toMatchObject({ standing: 'intermediate', answeredAt: first });
		expect(said['communication']?.answeredAt).toEqual(new Date(first.getTime() + DAY));
		const shown = await shownStandingsOf(open(), who.id, 'crcn-2025');
		expect(shown['collaboration']).toEqual(
			(await shownStandingsOf(open(), who.id, 'crcn-2019'))['collaboration'],
		);
		const all = await answersInEveryVersion(open().db.read, who.id);
		expect(all.filter((one) => one.version === 'crcn-2019')).toHaveLength(2);
		expect(all.filter((one) => one.version === 'crcn-2025')).toHaveLength(2);
		// Another form does nothing more.
		expect(await carryOver(open(), who, { from: 'crcn-2019', key: key() })).toMatchObject({
			...{ answers: 0, situations: 0, left: 2 },
		});
		expect(await answersInEveryVersion(open().db.read, who.id)).toHaveLength(4);
		await moves('crcn-2019');
	});

	test('what was already answered in the new version is kept, and counted as left', async () => {
		const who = await ada();
		await answers(who, 'collaboration', 2);
		await answers(who, 'communication', 3);
		open().setNow(new Date(open().now().getTime() + 60_000));
		await chooseVersionAndMode(open(), who, { version: 'crcn-2025', mode: 'complete', key: key() });
		await answers(who, 'collaboration', 0);
		await moves('crcn-2025');
		const done = await carryOver(open(), who, { from: 'crcn-2019', key: key() });
		expect(done).toMatchObject({ answers: 1, situations: 0, left: 1 });
		const progress = await assessmentProgressOf(open(), who);
		expect(progress.mode).toBe('complete');
		expect(progress.answers['teacher-collaboration-2']?.answer).toBe(0);
		expect(progress.answers['teacher-communication-2']?.answer).toBe(3);
		await moves('crcn-2019');
	});
});
