import { expect, test } from 'vitest';
import { ANONYMOUS, type Role } from '#identity';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import {
	startAccompaniment,
	createInstitution,
	createInvitation,
	giveShare,
	setDisabled,
	setRoles,
	withdrawShare,
} from '../index.ts';
import { myAdvisers } from './my-advisers.ts';
import { myInstitution } from './my-institution.ts';

const DAY = 86_400_000;

eachDialect('where somebody is', (world) => {
	const found = async () => {
		const slug = `ecole-${world().newId().slice(0, 8)}`;
		// Another institution, of another kind, of which nothing must be shown.
		await createInstitution(world(), { slug: `a-${slug}`, name: 'Université', kind: 'other' });
		const { id } = await createInstitution(world(), { slug, name: 'École', kind: 'service-centre' });
		const enter = (name: string, ...held: Role[]) =>
			newcomer(
				world(),
				held.map((role) => ({
					...{ institution: id, role },
					...(role === 'learner' && { audience: 'teacher' as const }),
				})),
				name,
			);
		return { id, enter };
	};

	const cohort = (person: string, grantee: string, until: Date | null = null) => ({
		...{ person, granteeKind: 'cohort' as const, grantee, textVersion: '1' },
		until,
	});

	test('nobody accompanies them any more once the cohort is over or left, nor does an adviser whose account is closed', async () => {
		const { enter, id } = await found();
		const chloe = await enter('Chloé', 'administrator');
		const [ada, bruno, odile, over, left] = [
			...[await enter('Ada', 'learner'), await enter('Bruno', 'adviser'), await enter('Odile', 'adviser')],
			...[await enter('Olivier', 'adviser'), await enter('Léa', 'adviser')],
		];
		const begin = world().now();
		const tomorrow = new Date(begin.getTime() + DAY);
		await world().db.write(async (tx) => {
			for (const [adviser, through, until] of [
				[bruno, 'now', null],
				[odile, 'now', null],
				[over, 'short', tomorrow],
				[left, 'left', null],
			] as const) {
				await giveShare(tx, world(), cohort(ada!.id, through, until));
				await startAccompaniment(tx, world(), { adviser: adviser!.id, person: ada!.id, through });
			}
			await withdrawShare(tx, world(), cohort(ada!.id, 'left'));
			// Chloé still shares with the cohort that Ada left: this must not count as Ada's share.
			await giveShare(tx, world(), cohort(chloe.id, 'left'));
		});
		const advisers = async () => (await myInstitution(world(), ada!)).advisers.toSorted();
		expect(await advisers()).toEqual(['Bruno', 'Odile', 'Olivier']);
		world().setNow(tomorrow);
		expect(await advisers()).toEqual(['Bruno', 'Odile']);
		await setDisabled(world(), chloe, {
			...{ person: odile!.id, disabled: true, institution: id, key: world().newId() },
		} as never);
		expect(await advisers()).toEqual(['Bruno']);
		expect(await myAdvisers(world(), ada!)).toEqual(['Bruno']);
		// Bruno no longer advises: nobody is led to him.
		await setRoles(world(), chloe, {
			...{ person: bruno!.id, roles: ['learner'], audience: 'teacher', key: world().newId() },
		});
		expect(await advisers()).toEqual([]);
		expect(await myAdvisers(world(), ada!)).toEqual([]);
		world().setNow(begin);
	});

	test('one is led to an adviser of the institution where one learns, not to one of elsewhere; nobody is told who is not a learner', async () => {
		const [{ enter }, elsewhere] = [await found(), await found()];
		const [ada, bruno] = [await enter('Ada', 'learner'), await enter('Bruno', 'adviser')];
		const denis = await elsewhere.enter('Denis', 'adviser');
		await world().db.write(async (tx) => {
			await giveShare(tx, world(), cohort(ada.id, 'both'));
			for (const adviser of [denis, bruno])
				await startAccompaniment(tx, world(), { adviser: adviser.id, person: ada.id, through: 'both' });
		});
		expect(await myAdvisers(world(), ada)).toEqual(['Bruno']);
		await expect(myAdvisers(world(), bruno)).rejects.toMatchObject({ status: 404 });
		await expect(myAdvisers(world(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
	});

	test('their zone, and who accompanies them, each once, the longest first; of an institution nothing is told to who learns', async () => {
		const { enter } = await found();
		const [ada, emile] = [await enter('Ada', 'learner'), await enter('Émile', 'learner')];
		const [bruno, odile] = [await enter('Bruno', 'adviser'), await enter('Odile', 'adviser')];
		const begin = world().now();
		for (const [adviser, person, through, days] of [
			[odile, ada, 'b', 2],
			[bruno, ada, 'a', 1],
			[bruno, ada, 'c', 3],
			[odile, emile, 'a', 1],
		] as const) {
			world().setNow(new Date(begin.getTime() + days * DAY));
			await world().db.write(async (tx) => {
				await giveShare(tx, world(), cohort(person.id, through));
				await startAccompaniment(tx, world(), { adviser: adviser.id, person: person.id, through });
			});
		}
		expect(await myInstitution(world(), ada)).toEqual({
			...{
				timeZone: 'America/Toronto',
				kind: 'service-centre',
				advisers: ['Bruno', 'Odile'],
				requestsAboutMe: 0,
				administered: null,
			},
		});
		expect(await myInstitution(world(), bruno)).toMatchObject({ advisers: [], administered: null });
		world().setNow(begin);
	});

	test('an administrator reads what their institution may need: open accounts, invitations open and lately ended', async () => {
		const [{ enter, id }, elsewhere] = [await found(), await found()];
		const chloe = await enter('Chloé', 'administrator', 'learner');
		const bruno = await enter('Bruno', 'adviser');
		await enter('Odile', 'adviser');
		await enter('Ada', 'learner');
		await elsewhere.enter('Denis', 'adviser');
		await setDisabled(world(), chloe, {
			...{ person: bruno.id, disabled: true, institution: id, key: world().newId() },
		} as never);
		const invite = (days: number) =>
			createInvitation(world(), chloe, {
				...{ institution: id, role: 'learner', audience: 'teacher', uses: 5, days, key: world().newId() },
			} as never);
		const begin = world().now();
		await invite(1);
		await invite(7);
		const administered = async (days: number) => {
			world().setNow(new Date(begin.getTime() + days * DAY));
			return (await myInstitution(world(), chloe)).administered;
		};
		const people = { learners: 2, advisers: 1, administrators: 1, unsent: 0, requests: 0 };
		expect(await administered(0)).toEqual({ ...people, invitations: 2, expired: 0 });
		expect(await administered(2)).toEqual({ ...people, invitations: 1, expired: 1 });
		expect(await administered(8)).toEqual({ ...people, invitations: 0, expired: 2 });
		// An expired invitation is reported for a month.
		expect(await administered(32)).toEqual({ ...people, invitations: 0, expired: 1 });
		world().setNow(begin);
	});

	test('who has not signed in, or holds no role, is nowhere', async () => {
		const { enter } = await found();
		await expect(myInstitution(world(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
		await expect(myInstitution(world(), await enter('Zoé'))).rejects.toMatchObject({ status: 404 });
	});
});
