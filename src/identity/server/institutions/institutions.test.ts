import { beforeEach, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { eachDialect } from '#tests/world';
import {
	createInstitution,
	createSetupAddress,
	institutionById,
	listInstitutions,
	personByUsername,
	createFirstInstitution,
	wasSetupEverOffered,
} from '../index.ts';
import { tablesOf } from '../tables.ts';
import { newToken } from '../sessions/tokens.ts';
import { inSchools, twoSchools, PASSWORD } from '../two-schools.fixture.ts';

const DAY = 86_400_000;

eachDialect('an institution', (open) => {
	const { school } = inSchools(open);
	let here = '';
	let there = '';

	beforeEach(async () => {
		({ here, there } = await twoSchools(open()));
	});

	test('an institution has what was said of it, else what is usual', async () => {
		const usual = await institutionById(open(), here);
		expect(usual).toMatchObject({
			...{ demonstration: false, threshold: 15, timeZone: 'America/Toronto', frameworkVersion: 'crcn-2025' },
			createdAt: open().now(),
		});
		const said = {
			demonstration: true,
			threshold: 20,
			timeZone: 'America/Halifax',
			frameworkVersion: 'crcn-2019',
		};
		expect(await institutionById(open(), await school({ ...said, name: '  Cégep  ' }))).toMatchObject({
			...said,
			name: 'Cégep',
		});
		expect((await listInstitutions(open())).map(({ id }) => id)).toEqual(
			expect.arrayContaining([here, there]),
		);
		await expect(institutionById(open(), open().newId())).rejects.toMatchObject({ status: 404 });
		await expect(school({ slug: usual.slug })).rejects.toMatchObject({
			code: 'identity.slug-taken',
			field: 'slug',
		});
		await expect(school({ slug: 'X' })).rejects.toMatchObject({ code: 'identity.slug-shape', field: 'slug' });
		await expect(school({ name: ' ' })).rejects.toMatchObject({
			code: 'identity.institution-name-missing',
			field: 'institution',
		});
	});
});

eachDialect('the first set-up', (open) => {
	test('makes one institution and its administrator, in the words that were written', async () => {
		const world = open();
		expect(await wasSetupEverOffered(world)).toBe(false);
		const address = String(await createSetupAddress(world));
		expect(await wasSetupEverOffered(world)).toBe(true);
		const token = address.split('/setup/')[1] ?? '';
		expect(address).toBe(`${world.origin}/setup/${token}`);
		const start = world.now();
		const input = {
			token,
			institution: { name: 'Cégep', slug: 'rive', kind: 'cegep' as const },
			person: { username: 'chloe', displayName: 'Chloé', password: PASSWORD, locale: 'en' as const },
			key: world.newId(),
		};
		const never = {
			...world,
			get passwordCost(): never {
				throw new Error('a password was hashed');
			},
		};
		await expect(createFirstInstitution(never, { ...input, token: newToken() })).rejects.toMatchObject({
			status: 404,
		});
		world.setNow(new Date(start.getTime() + DAY - 1));
		// Another set-up address was printed while this one was in use: this one stops working.
		const meanwhile = {
			...world,
			db: {
				...world.db,
				write: async <T>(work: Parameters<typeof world.db.write<T>>[0]) => {
					await createSetupAddress(world);
					return world.db.write(work);
				},
			},
		};
		await expect(createFirstInstitution(meanwhile, input)).rejects.toMatchObject({ status: 404 });
		expect(await listInstitutions(world)).toEqual([]);
		world.setNow(start);
		// The set-up address does not work either when another institution was created meanwhile.
		const own = String(await createSetupAddress(world)).split('/setup/')[1] ?? '';
		let theirs = '';
		const beaten = {
			...world,
			db: {
				...world.db,
				write: async <T>(work: Parameters<typeof world.db.write<T>>[0]) => {
					if (theirs === '')
						theirs = (
							await createInstitution(world, { slug: 'autre', name: 'Autre', kind: 'service-centre' })
						).id;
					return world.db.write(work);
				},
			},
		};
		await expect(
			createFirstInstitution(beaten, { ...input, token: own, key: world.newId() }),
		).rejects.toMatchObject({
			status: 404,
		});
		expect((await listInstitutions(world)).map(({ slug }) => slug)).toEqual(['autre']);
		expect(await personByUsername(world, 'chloe')).toBeUndefined();
		const { institutions: table } = tablesOf(world.db.read);
		await world.db.write((tx) => tx.delete(table).where(eq(table.id, theirs)));
		const last = String(await createSetupAddress(world)).split('/setup/')[1] ?? '';
		world.setNow(new Date(start.getTime() + DAY - 1));
		await createFirstInstitution(world, { ...input, token: last, key: world.newId() });
		expect(await personByUsername(world, 'chloe')).toMatchObject({ locale: 'en', hasPassword: true });
		await expect(createFirstInstitution(never, { ...input, key: world.newId() })).rejects.toMatchObject({
			status: 404,
		});
		expect(await listInstitutions(world)).toHaveLength(1);
	});
});
