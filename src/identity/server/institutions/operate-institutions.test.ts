import { beforeEach, expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { ANONYMOUS, type PersonActor, rolesOf } from '#identity';
import {
	addRoleWithCode,
	createAccountWithCode,
	createInvitation,
	erase,
	inviteAdministrator,
	isOnlyAdministrator,
	listInvitations,
	listPeople,
	makeInstitution,
	operatedInstitution,
	operatedInstitutions,
	personByUsername,
	reloadActor,
	renameInstitution,
	setInstitutionClosed,
	setOperator,
	setRoles,
} from '../index.ts';
import { latestInstitutionChanges } from './institution-change-store.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

eachDialect('the operator', (open) => {
	const { held, key, later, newPerson } = inSchools(open);
	let schools: Awaited<ReturnType<typeof twoSchools>>;
	let fabien: PersonActor;

	const now = (who: PersonActor) => reloadActor(open().db.read, who, open().now());
	const slug = () => `r-${open().newId().slice(0, 10)}`;
	const input = () => ({ slug: slug(), name: '  Cégep de la Rive ', kind: 'cegep' as const, key: key() });
	const notFound = { code: 'not-found', status: 404 };

	beforeEach(async () => {
		schools = await twoSchools(open());
		const account = await signedIn(open(), await newcomer(open(), [], 'Fabien'));
		expect(await setOperator(open(), { username: account.username, operator: true })).toBe(true);
		fabien = await now(account);
	});

	test('is a person without an institution, until the command takes the role away', async () => {
		expect([fabien.operator, rolesOf(fabien), fabien.places]).toEqual([true, [], []]);
		expect(await setOperator(open(), { username: fabien.username, operator: true })).toBe(false);
		expect(await setOperator(open(), { username: fabien.username, operator: false })).toBe(true);
		expect((await now(fabien)).operator).toBeUndefined();
		// Nor does a form whose page was made before.
		await expect(makeInstitution(open(), fabien, input())).rejects.toMatchObject(notFound);
		await expect(operatedInstitutions(open(), await now(fabien))).rejects.toMatchObject(notFound);
		await expect(setOperator(open(), { username: 'personne', operator: true })).rejects.toMatchObject(
			notFound,
		);
	});

	test('alone lists institutions, with counts and nobody’s name', async () => {
		const { chloe, ada, bruno, here } = schools;
		for (const who of [chloe, ada, bruno])
			await expect(operatedInstitutions(open(), who)).rejects.toMatchObject(notFound);
		await expect(operatedInstitutions(open(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
		const found = await operatedInstitutions(open(), fabien);
		expect(found.find(({ id }) => id === here)).toMatchObject({ people: 3, closedAt: null });
		expect(found.find(({ id }) => id === schools.there)).toMatchObject({ people: 0 });
		expect(await operatedInstitutions(open(), { kind: 'operator' })).toEqual(found);
		// Running the service opens none of them.
		await expect(listPeople(open(), fabien, {})).rejects.toMatchObject(notFound);
		await expect(listInvitations(open(), fabien, here)).rejects.toMatchObject(notFound);
	});

	test('makes an institution once, whose first administrator enters by the code', async () => {
		const asked = input();
		const institution = await makeInstitution(open(), fabien, asked);
		expect(await makeInstitution(open(), fabien, asked)).toBe(institution);
		expect(await operatedInstitution(open(), fabien, asked.slug)).toMatchObject({
			...{ id: institution, name: 'Cégep de la Rive', kind: 'cegep', people: 0, closedAt: null },
			...{ demonstration: true, timeZone: 'America/Toronto' },
		});
		await expect(
			makeInstitution(open(), fabien, { ...asked, name: 'Autre', key: key() }),
		).rejects.toMatchObject({ code: 'identity.slug-taken', field: 'slug' });
		await expect(makeInstitution(open(), schools.chloe, input())).rejects.toMatchObject(notFound);
		const code = await inviteAdministrator(open(), fabien, { institution, key: key() });
		const invitee = newPerson({ code });
		await createAccountWithCode(open(), invitee);
		const { id } = (await personByUsername(open(), invitee.username))!;
		const denise = await now(await signedIn(open(), { ...fabien, id }));
		expect(denise.memberships).toEqual([{ institution, role: 'administrator', audience: null }]);
		expect(await listInvitations(open(), denise, institution)).toMatchObject([
			{ role: 'administrator', uses: 1, state: 'spent' },
		]);
		await expect(
			inviteAdministrator(open(), schools.chloe, { institution, key: key() }),
		).rejects.toMatchObject(notFound);
	});

	test('renames one and corrects its kind; the short name stays', async () => {
		const asked = input();
		await makeInstitution(open(), { kind: 'operator' }, asked);
		const rename = { slug: asked.slug, name: ' Cégep  d’à côté ', key: key() };
		await renameInstitution(open(), fabien, { ...rename, kind: 'private' });
		expect(await operatedInstitution(open(), fabien, asked.slug)).toMatchObject({
			...{ name: 'Cégep d’à côté', kind: 'private', slug: asked.slug },
		});
		later(1);
		await renameInstitution(open(), { kind: 'operator' }, { ...rename, name: 'Le Cégep', key: key() });
		expect(await operatedInstitution(open(), fabien, asked.slug)).toMatchObject({
			...{ name: 'Le Cégep', kind: 'private' },
		});
		const { id } = await operatedInstitution(open(), fabien, asked.slug);
		expect(await latestInstitutionChanges(open().db.read, id, 9)).toMatchObject([
			{ setting: 'name', was: 'Cégep d’à côté', became: 'Le Cégep', by: null },
			{ setting: 'name', became: 'Cégep d’à côté', by: fabien.displayName },
		]);
		await expect(
			renameInstitution(open(), fabien, { ...rename, name: ' ', key: key() }),
		).rejects.toMatchObject({ code: 'identity.institution-name-missing', field: 'institution' });
		await expect(
			renameInstitution(open(), fabien, { ...rename, slug: 'nulle-part', key: key() }),
		).rejects.toMatchObject(notFound);
		await expect(renameInstitution(open(), schools.chloe, rename)).rejects.toMatchObject(notFound);
		// Where somebody learns, it is no RÉCIT service.
		const { slug: here, kind } = (await operatedInstitutions(open(), fabien)).find(
			({ id }) => id === schools.here,
		)!;
		const recit = { slug: here, name: 'Service', kind: 'recit' as const, key: key() };
		await expect(renameInstitution(open(), fabien, recit)).rejects.toMatchObject({
			...{ code: 'identity.has-learners', field: 'kind' },
		});
		expect(await operatedInstitution(open(), fabien, here)).toMatchObject({ kind });
	});

	test('a RÉCIT service has advisers and administrators, and nobody learns there', async () => {
		const institution = await makeInstitution(open(), fabien, { ...input(), kind: 'recit' });
		const denise = await signedIn(
			open(),
			await newcomer(open(), [held(institution, 'administrator')], 'Denise'),
		);
		const bruno = await newcomer(open(), [held(institution, 'adviser')], 'Bruno');
		const learners = { institution, role: 'learner' as const, audience: 'staff' as const, days: 7, uses: 1 };
		const none = { code: 'identity.no-learners' };
		await expect(createInvitation(open(), denise, { ...learners, key: key() })).rejects.toMatchObject({
			...none,
			field: 'role',
		});
		expect(await listInvitations(open(), denise, institution)).toEqual([]);
		await expect(
			setRoles(open(), denise, {
				...{ person: bruno.id, roles: ['adviser', 'learner'], audience: 'staff', key: key() },
			}),
		).rejects.toMatchObject({ ...none, field: 'roles' });
		await expect(newcomer(open(), [held(institution, 'learner', 'staff')])).rejects.toMatchObject(none);
		await createInvitation(open(), denise, { ...learners, role: 'adviser', audience: null, key: key() });
		expect((await listPeople(open(), denise, {})).people.map(({ roles }) => roles)).toEqual([
			['adviser'],
			['administrator'],
		]);
	});

	test('closes one: nobody acts or enters there any more; reopened, it is as before', async () => {
		const { here, chloe, ada } = schools;
		const [mine, hers] = [await signedIn(open(), chloe), await signedIn(open(), ada)];
		const all = await operatedInstitutions(open(), fabien);
		const { slug: name } = all.find(({ id }) => id === here)!;
		const invitation = { institution: here, role: 'adviser' as const, audience: null, days: 7, uses: 5 };
		const code = await createInvitation(open(), chloe, { ...invitation, key: key() });
		const set = (who: Parameters<typeof setInstitutionClosed>[1], closed: boolean) =>
			setInstitutionClosed(open(), who, { slug: name, closed, key: key() });
		await expect(set(mine, true)).rejects.toMatchObject(notFound);
		await set(fabien, true);
		expect((await operatedInstitution(open(), fabien, name)).closedAt).toEqual(open().now());
		for (const who of [mine, hers]) expect((await now(who)).memberships).toEqual([]);
		await expect(createInvitation(open(), mine, { ...invitation, key: key() })).rejects.toMatchObject(
			notFound,
		);
		const closed = { code: 'identity.institution-closed' };
		await expect(
			inviteAdministrator(open(), fabien, { institution: here, key: key() }),
		).rejects.toMatchObject(closed);
		await expect(createAccountWithCode(open(), newPerson({ code }))).rejects.toMatchObject({
			...closed,
			field: 'code',
		});
		await expect(addRoleWithCode(open(), fabien, { code, key: key() })).rejects.toMatchObject(closed);
		// Its only administrator may leave: nobody needs one there.
		expect(await isOnlyAdministrator(open().db.read, chloe.id)).toBe(false);
		await set({ kind: 'operator' }, false);
		expect(rolesOf(await now(mine))).toEqual(['administrator']);
		expect(await isOnlyAdministrator(open().db.read, chloe.id)).toBe(true);
		// No use of the code was spent while it was closed.
		await addRoleWithCode(open(), fabien, { code, key: key() });
		expect(await listInvitations(open(), await now(mine), here)).toMatchObject([{ usesLeft: 4 }]);
		// Whoever enters by a code acts there from then on.
		expect((await now(fabien)).places?.[0]?.id).toBe(here);
	});

	test('leaves no trace in what they made when their account goes', async () => {
		const asked = input();
		const institution = await makeInstitution(open(), fabien, asked);
		await inviteAdministrator(open(), fabien, { institution, key: key() });
		await open().db.write((tx) => erase(tx, fabien.id));
		expect(await operatedInstitution(open(), { kind: 'operator' }, asked.slug)).toMatchObject({
			id: institution,
		});
	});
});
