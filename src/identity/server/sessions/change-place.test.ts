import { beforeEach, expect, test } from 'vitest';
import { newcomer, sessionTokenOf, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { can, mustBeLearner, type PersonActor, placesToChoose, rolesOf } from '#identity';
import { addMembership } from '../accounts/accounts.ts';
import { endMembership } from '../accounts/membership-store.ts';
import { actorOf, changePlace, reloadActor, setInstitutionClosed, institutionById } from '../index.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

eachDialect('where one acts', (open) => {
	const { held, later, key } = inSchools(open);
	let [here, there] = ['', ''];
	let zoe: PersonActor;

	/** Zoé learns and advises here, then learns and administers there. */
	beforeEach(async () => {
		({ here, there } = await twoSchools(open()));
		const first = await newcomer(open(), [held(here, 'learner', 'teacher'), held(here, 'adviser')], 'Zoe');
		later(1000);
		await open().db.write(async (tx) => {
			await addMembership(tx, open(), first.id, held(there, 'learner', 'staff'));
			await addMembership(tx, open(), first.id, held(there, 'administrator'));
		});
		zoe = await now(await signedIn(open(), first));
	});

	const now = (who: PersonActor) => reloadActor(open().db.read, who, open().now());
	const advises = (who: PersonActor, institution: string) =>
		can(who, 'advise', { kind: 'institution', institution });
	const administers = (who: PersonActor, institution: string) =>
		can(who, 'administer', { kind: 'institution', institution });

	test('is the institution of the oldest role, until the person chooses; what she learns follows her', async () => {
		expect(rolesOf(zoe)).toEqual(['learner', 'adviser']);
		expect([advises(zoe, here), administers(zoe, there)]).toEqual([true, false]);
		expect(mustBeLearner(zoe)).toEqual(held(here, 'learner', 'teacher'));
		expect(zoe.places?.map(({ id, roles }) => [id, roles])).toEqual([
			[here, ['learner', 'adviser']],
			[there, ['learner', 'administrator']],
		]);
		await changePlace(open(), zoe, there);
		const moved = await now(zoe);
		expect(rolesOf(moved)).toEqual(['learner', 'administrator']);
		expect([advises(moved, here), administers(moved, there)]).toEqual([false, true]);
		expect(mustBeLearner(moved)).toEqual(held(there, 'learner', 'staff'));
		// Still a learner here, whose things are hers wherever she acts.
		expect(moved.memberships).toContainEqual(held(here, 'learner', 'teacher'));
		expect(placesToChoose(moved).map(({ id }) => id)).toEqual([there, here]);
		// Another session of hers did not move.
		const other = await actorOf(open(), await sessionTokenOf(open(), zoe));
		expect(placesToChoose(other).map(({ id }) => id)).toEqual([here, there]);
	});

	test('is refused where the person holds no role, and once the role was taken away', async () => {
		const elsewhere = await inSchools(open).school();
		await expect(changePlace(open(), zoe, elsewhere)).rejects.toMatchObject({ status: 404 });
		await open().db.write(async (tx) => {
			for (const role of ['learner', 'administrator'] as const)
				await endMembership(tx, { person: zoe.id, institution: there, role, endedAt: open().now() });
		});
		await expect(changePlace(open(), zoe, there)).rejects.toMatchObject({ status: 404 });
		expect(placesToChoose(await now(zoe))).toEqual([]);
	});

	test('falls back to another institution when the roles there end, or it is closed; and comes back', async () => {
		await changePlace(open(), zoe, there);
		const { slug } = await institutionById(open(), there);
		const close = (closed: boolean) =>
			setInstitutionClosed(open(), { kind: 'operator' }, { slug, closed, key: key() });
		await close(true);
		const fallen = await now(zoe);
		expect(fallen.places?.map(({ id }) => id)).toEqual([here]);
		expect([rolesOf(fallen), administers(fallen, there)]).toEqual([['learner', 'adviser'], false]);
		expect(fallen.memberships.map(({ institution }) => institution)).toEqual([here, here]);
		await expect(changePlace(open(), fallen, there)).rejects.toMatchObject({ status: 404 });
		await close(false);
		expect(rolesOf(await now(zoe))).toEqual(['learner', 'administrator']);
		await open().db.write(async (tx) => {
			for (const role of ['learner', 'administrator'] as const)
				await endMembership(tx, { person: zoe.id, institution: there, role, endedAt: open().now() });
		});
		expect(rolesOf(await now(zoe))).toEqual(['learner', 'adviser']);
	});

	test('a role taken away and given again dates from then, with its new audience', async () => {
		await open().db.write((tx) =>
			endMembership(tx, { person: zoe.id, institution: there, role: 'learner', endedAt: open().now() }),
		);
		expect((await now(zoe)).memberships).not.toContainEqual(held(there, 'learner', 'staff'));
		await open().db.write((tx) => addMembership(tx, open(), zoe.id, held(there, 'learner', 'student')));
		expect((await now(zoe)).memberships).toContainEqual(held(there, 'learner', 'student'));
	});
});
