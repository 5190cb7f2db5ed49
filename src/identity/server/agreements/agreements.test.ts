import { beforeEach, expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { ANONYMOUS, can, type PersonActor, reviewsApplications, serviceOfAdviser } from '#identity';
import {
	advisersNow,
	changePlace,
	endAgreement,
	grantAgreement,
	institutionsReviewed,
	myAccount,
	myInstitution,
	personalData,
	readAgreements,
	reloadActor,
	renameInstitution,
	setDisabled,
	setInstitutionClosed,
	setRoles,
} from '../index.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

const DAY = 86_400_000;

eachDialect('agreements with RÉCIT services', (open) => {
	const { held, key, later, school } = inSchools(open);
	const notFound = { code: 'not-found', status: 404 };
	let schools: Awaited<ReturnType<typeof twoSchools>>;
	let service: string;
	let [karine, denise]: PersonActor[] = [];

	/** Karine advises and Denise administers in a RÉCIT service; Chloé administers the school `here`. */
	beforeEach(async () => {
		schools = await twoSchools(open());
		service = await school({ kind: 'recit', name: 'Le service du RÉCIT' });
		karine = await signedIn(open(), await newcomer(open(), [held(service, 'adviser')], 'Karine'));
		denise = await newcomer(open(), [held(service, 'administrator')], 'Denise');
	});

	const now = (who: PersonActor) => reloadActor(open().db.read, who, open().now());
	const grant = (more: { reviews?: boolean; lastDay?: string | null; who?: PersonActor } = {}) =>
		grantAgreement(open(), more.who ?? schools.chloe, {
			...{ service, reviews: more.reviews ?? true, lastDay: more.lastDay ?? null, key: key() },
		});
	const places = async () => (await now(karine!)).places?.map(({ id }) => id);
	const application = (institution: string) =>
		({ kind: 'application', person: schools.ada.id, institution }) as const;
	const slugOf = async (id: string) => (await findInstitution(open().db.read, { id }))!.slug;

	test('opens the institution to the advisers of the service, who choose to act there, and no other one', async () => {
		const { here, there } = schools;
		expect(await places()).toEqual([service]);
		await expect(changePlace(open(), karine!, here)).rejects.toMatchObject(notFound);
		await grant();
		expect(await places()).toEqual([service, here]);
		// Whoever learns there reads it in their account.
		expect((await myAccount(open(), await signedIn(open(), schools.ada))).services).toEqual([
			{ service: 'Le service du RÉCIT', reviews: true },
		]);
		expect((await myAccount(open(), await now(karine!))).belongs).toMatchObject([
			{ byAgreement: false },
			{ role: 'adviser', byAgreement: true },
		]);
		// Until she chooses it, she acts in her service.
		expect(can(await now(karine!), 'review', application(here))).toBe(false);
		await changePlace(open(), await now(karine!), here);
		const acting = await now(karine!);
		expect(can(acting, 'review', application(here))).toBe(true);
		expect(can(acting, 'advise', { kind: 'institution', institution: here })).toBe(true);
		expect(can(acting, 'administer', { kind: 'institution', institution: here })).toBe(false);
		expect(can(acting, 'review', application(there))).toBe(false);
		expect(serviceOfAdviser(acting, here)).toBe(service);
		expect(serviceOfAdviser(schools.bruno, here)).toBeNull();
		// The administrator of the service, who advises nobody, gets nothing by it.
		expect((await now(await signedIn(open(), denise!))).places?.map(({ id }) => id)).toEqual([service]);
	});

	test('ends in one act: in an open session too, she sees nothing more', async () => {
		const { here, chloe } = schools;
		const agreement = await grant();
		await changePlace(open(), await now(karine!), here);
		const acting = await now(karine!);
		const again = key();
		await endAgreement(open(), chloe, { agreement, key: again });
		await endAgreement(open(), chloe, { agreement, key: again });
		const after = await now(karine!);
		expect(after.places?.map(({ id }) => id)).toEqual([service]);
		expect(can(after, 'review', application(here))).toBe(false);
		await expect(changePlace(open(), acting, here)).rejects.toMatchObject(notFound);
		const { agreements } = await readAgreements(open(), chloe);
		expect(agreements).toMatchObject([{ id: agreement, inForce: false, endedBy: chloe.id }]);
		expect(agreements[0]?.advisers).toMatchObject([{ name: 'Karine', advises: false }]);
		// It can be granted again, and the first one stays listed.
		later(1000);
		await grant();
		expect((await readAgreements(open(), chloe)).agreements.map(({ inForce }) => inForce)).toEqual([
			true,
			false,
		]);
		expect(await places()).toContain(here);
	});

	test('ends by itself after its last day, in every time zone of Québec, and can then be granted again', async () => {
		const { here, chloe } = schools;
		const today = open().now().toISOString().slice(0, 10);
		const agreement = await grant({ lastDay: today });
		expect(await places()).toContain(here);
		later(2 * DAY);
		karine = await signedIn(open(), karine!);
		expect(await places()).toEqual([service]);
		expect(await institutionsReviewed(open().db.read, karine!.id, open().now())).not.toContain(here);
		await grant({ reviews: false });
		const { agreements } = await readAgreements(open(), chloe);
		const first = agreements.find(({ id }) => id === agreement);
		expect(first?.endedAt).toEqual(new Date(Date.parse(today) + 29 * 3_600_000));
		expect(first).toMatchObject({ inForce: false, endedBy: null });
		expect(await places()).toContain(here);
	});

	test('that opens cohorts only lets nobody decide an application', async () => {
		const { here } = schools;
		await grant({ reviews: false });
		await changePlace(open(), await now(karine!), here);
		const acting = await now(karine!);
		expect(can(acting, 'advise', { kind: 'institution', institution: here })).toBe(true);
		expect(can(acting, 'review', application(here))).toBe(false);
		expect(reviewsApplications(acting)).toBe(false);
		expect(serviceOfAdviser(acting, here)).toBeNull();
		expect(await institutionsReviewed(open().db.read, karine!.id, open().now())).toEqual([service]);
	});

	test('is read by name: who may act by it, and who did', async () => {
		const { here, chloe } = schools;
		await newcomer(open(), [held(service, 'adviser')], 'Léo');
		const closed = await newcomer(open(), [held(service, 'adviser')], 'Partie');
		await setDisabled(open(), denise!, { person: closed.id, disabled: true, key: key() });
		await grant();
		await changePlace(open(), await now(karine!), here);
		later(1000);
		await changePlace(open(), await now(karine!), here);
		const [shown] = (await readAgreements(open(), chloe)).agreements;
		expect(shown?.advisers.map(({ name, lastAt }) => [name, lastAt?.getTime()])).toEqual([
			['Karine', open().now().getTime()],
			['Léo', undefined],
		]);
		expect(shown).toMatchObject({ other: 'Le service du RÉCIT', reviews: true, grantedBy: chloe.id });
		// The administration of the service reads which institutions it accompanies.
		const received = await readAgreements(open(), denise!);
		expect(received).toMatchObject({ isService: true, services: [], agreements: [{ id: shown?.id }] });
		const copy = (await personalData(open(), karine!.id)) as { agreementsUsed: unknown[] };
		expect(copy.agreementsUsed).toHaveLength(1);
	});

	test('names those who acted by it and have left the service, and after its end all who did', async () => {
		const { chloe, here } = schools;
		const léo = await signedIn(open(), await newcomer(open(), [held(service, 'adviser')], 'Léo'));
		const left = await signedIn(open(), await newcomer(open(), [held(service, 'adviser')], 'Partie'));
		await newcomer(open(), [held(service, 'adviser')], 'Zoé');
		const agreement = await grant();
		for (const who of [karine!, léo, left]) await changePlace(open(), await now(who), here);
		await setDisabled(open(), denise!, { person: left.id, disabled: true, key: key() });
		await setRoles(open(), denise!, {
			...{ person: léo.id, roles: ['administrator'], audience: null, key: key() },
		});
		const shown = async () =>
			(await readAgreements(open(), chloe)).agreements[0]?.advisers.map((one) => [one.name, one.advises]);
		expect(await shown()).toEqual([
			['Karine', true],
			['Zoé', true],
			['Léo', false],
			['Partie', false],
		]);
		await endAgreement(open(), chloe, { agreement, key: key() });
		expect(await shown()).toEqual([
			['Karine', false],
			['Léo', false],
			['Partie', false],
		]);
	});

	test('is granted and ended by the institution’s administrators alone', async () => {
		const { chloe, bruno, ada } = schools;
		const stranger = await newcomer(open(), [held(schools.there, 'administrator')], 'Sacha');
		for (const who of [bruno, ada, karine!]) {
			await expect(grant({ who })).rejects.toMatchObject(notFound);
			await expect(readAgreements(open(), who)).rejects.toMatchObject(notFound);
		}
		await expect(readAgreements(open(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
		const agreement = await grant();
		await expect(endAgreement(open(), bruno, { agreement, key: key() })).rejects.toMatchObject(notFound);
		for (const who of [stranger, denise!]) await endAgreement(open(), who, { agreement, key: key() });
		expect((await readAgreements(open(), chloe)).agreements).toMatchObject([{ inForce: true }]);
		expect((await readAgreements(open(), stranger)).agreements).toEqual([]);
	});

	test('refuses what is no open RÉCIT service, a day that has passed, and a second one with the same service', async () => {
		const { chloe, here, there } = schools;
		const agree = { reviews: true, lastDay: null, key: key() };
		for (const other of [here, there, open().newId()])
			await expect(
				grantAgreement(open(), chloe, { ...agree, service: other, key: key() }),
			).rejects.toMatchObject({ code: 'identity.agreement-service', field: 'service' });
		const yesterday = new Date(open().now().getTime() - 2 * DAY).toISOString().slice(0, 10);
		await expect(grant({ lastDay: yesterday })).rejects.toMatchObject({
			...{ code: 'identity.agreement-past', field: 'lastDay' },
		});
		const offered = async () => (await readAgreements(open(), chloe)).services.map(({ id }) => id);
		expect(await offered()).toContain(service);
		const first = await grantAgreement(open(), chloe, { ...agree, service });
		expect(await grantAgreement(open(), chloe, { ...agree, service })).toBe(first);
		await expect(grant()).rejects.toMatchObject({ code: 'identity.agreement-exists', status: 409 });
		expect(await offered()).not.toContain(service);
		const closed = await school({ kind: 'recit' });
		const operator = { kind: 'operator' } as const;
		await setInstitutionClosed(open(), operator, { slug: await slugOf(closed), closed: true, key: key() });
		expect(await offered()).not.toContain(closed);
		await expect(
			grantAgreement(open(), chloe, { ...agree, service: closed, key: key() }),
		).rejects.toMatchObject({ code: 'identity.agreement-service' });
	});

	test('opens nothing while one of the two is closed or the service is none, nor to whoever advises there no more', async () => {
		const { here, bruno } = schools;
		await grant();
		const operator = { kind: 'operator' } as const;
		for (const one of [here, service]) {
			const slug = await slugOf(one);
			await setInstitutionClosed(open(), operator, { slug, closed: true, key: key() });
			expect(await places()).not.toContain(here);
			expect(await institutionsReviewed(open().db.read, karine!.id, open().now())).not.toContain(here);
			await setInstitutionClosed(open(), operator, { slug, closed: false, key: key() });
			expect(await places()).toContain(here);
		}
		const rename = async (kind: 'cegep' | 'recit') => {
			const named = { slug: await slugOf(service), name: 'Le service du RÉCIT', kind, key: key() };
			await renameInstitution(open(), operator, named);
		};
		await rename('cegep');
		expect(await places()).toEqual([service]);
		expect(await institutionsReviewed(open().db.read, karine!.id, open().now())).not.toContain(here);
		expect(await advisersNow(open(), here, [karine!.id])).toEqual([]);
		await rename('recit');
		const names = async () => advisersNow(open(), here, [karine!.id, bruno.id, schools.ada.id]);
		expect(await names()).toEqual([
			{ id: karine!.id, name: 'Karine', service: 'Le service du RÉCIT' },
			{ id: bruno.id, name: 'Bruno', service: null },
		]);
		await setRoles(open(), denise!, {
			...{ person: karine!.id, roles: ['administrator'], audience: null, key: key() },
		});
		expect(await places()).toEqual([service]);
		expect((await names()).map(({ name }) => name)).toEqual(['Bruno']);
	});

	test('adds nothing for an adviser of the institution itself', async () => {
		const { here, chloe } = schools;
		await grant();
		const both = await signedIn(
			open(),
			await newcomer(open(), [held(here, 'adviser'), held(service, 'adviser')], 'Zoé'),
		);
		await changePlace(open(), await now(both), here);
		const acting = await now(both);
		expect(acting.memberships.filter(({ institution }) => institution === here)).toEqual([
			held(here, 'adviser'),
		]);
		expect(serviceOfAdviser(acting, here)).toBeNull();
		expect(await advisersNow(open(), here, [both.id])).toMatchObject([{ service: null }]);
		expect((await myInstitution(open(), chloe)).administered).toMatchObject({ advisers: 2 });
	});
});
