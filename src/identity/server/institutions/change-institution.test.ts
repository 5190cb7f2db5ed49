import { expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import { fileById, readContent, sweepFiles } from '#platform/server';
import type { PersonActor, Role } from '../../actor.ts';
import { removePerson } from '../erase-store.ts';
import {
	administeredSettings,
	changeInstitution,
	logoOfInstitution,
	removeLogo,
	setLogo,
} from './change-institution.ts';
import { createInstitution } from './create-institution.ts';
import { drawnLogo } from './logo.fixture.ts';
import type { Institution } from './institution-store.ts';
import { institutionById } from './read-institutions.ts';

/** Creates an institution and its administrator. */
async function school(world: TestWorld, slug: string): Promise<{ institution: string; chloe: PersonActor }> {
	const { id: institution } = await createInstitution(world, {
		slug,
		name: 'Érables',
		kind: 'service-centre',
	});
	return { institution, chloe: await member(world, institution, 'administrator', `Chloé ${slug}`) };
}
/** Creates somebody with a role in an institution, signed in. */
const member = async (world: TestWorld, institution: string, role: Role, name: string) =>
	signedIn(
		world,
		await newcomer(world, [{ institution, role, audience: role === 'learner' ? 'teacher' : null }], name),
	);
const SAME: Pick<Institution, 'name' | 'timeZone' | 'language' | 'threshold' | 'frameworkVersion'> = {
	name: 'Érables',
	timeZone: 'America/Toronto',
	language: 'fr',
	threshold: 15,
	frameworkVersion: 'crcn-2025',
};

eachDialect('the settings of an institution', (world) => {
	test('change together, and each change says who made it and from what to what', async () => {
		const { institution, chloe } = await school(world(), 'un');
		const before = await administeredSettings(world(), chloe);
		expect(before).toMatchObject({ institution: { ...SAME, logo: null }, logo: undefined, changes: [] });
		const next = {
			name: ' Le  Grand Pré ',
			timeZone: 'America/Halifax',
			language: 'en' as const,
			threshold: 12,
			frameworkVersion: 'crcn-2019',
		};
		await changeInstitution(world(), chloe, { ...next, shown: before.version, key: world().newId() });
		const after = await administeredSettings(world(), chloe);
		expect(after.institution).toMatchObject({ id: institution, ...next, name: 'Le Grand Pré' });
		expect(after.version).not.toBe(before.version);
		expect(
			after.changes.map(({ setting, was, became, by }) => [setting, was, became, by]).toSorted(),
		).toEqual([
			['framework', 'crcn-2025', 'crcn-2019', 'Chloé un'],
			['language', 'fr', 'en', 'Chloé un'],
			['name', 'Érables', 'Le Grand Pré', 'Chloé un'],
			['threshold', '15', '12', 'Chloé un'],
			['time-zone', 'America/Toronto', 'America/Halifax', 'Chloé un'],
		]);
		// What changes nothing is in no history.
		const same = { ...next, name: 'Le Grand Pré', shown: after.version, key: world().newId() };
		await changeInstitution(world(), chloe, same);
		expect((await administeredSettings(world(), chloe)).changes).toHaveLength(5);
	});

	test('two pages open at once: the second is told, and nothing of the first is lost', async () => {
		const { institution, chloe } = await school(world(), 'deux');
		const { version: shown } = await administeredSettings(world(), chloe);
		await changeInstitution(world(), chloe, { ...SAME, name: 'Premier', shown, key: world().newId() });
		await expect(
			changeInstitution(world(), chloe, { ...SAME, name: 'Second', shown, key: world().newId() }),
		).rejects.toMatchObject({ code: 'identity.settings-changed', status: 409 });
		expect((await institutionById(world(), institution)).name).toBe('Premier');
	});

	test('what is not accepted is told beside its field', async () => {
		const { chloe } = await school(world(), 'trois');
		const { version: shown } = await administeredSettings(world(), chloe);
		const change = (wrong: Partial<typeof SAME>) =>
			changeInstitution(world(), chloe, { ...SAME, ...wrong, shown, key: world().newId() });
		await expect(change({ name: '\u200b ' })).rejects.toMatchObject({
			code: 'identity.institution-name-missing',
			field: 'name',
		});
		await expect(change({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
			code: 'identity.time-zone-unknown',
			field: 'timeZone',
		});
		for (const threshold of [9, 101, 12.5, Number.NaN])
			await expect(change({ threshold })).rejects.toMatchObject({
				code: 'identity.threshold-range',
				field: 'threshold',
			});
		for (const threshold of [10, 100])
			await changeInstitution(world(), chloe, {
				...SAME,
				threshold,
				shown: (await administeredSettings(world(), chloe)).version,
				key: world().newId(),
			});
	});

	test('a logo is set, replaced and removed; what is replaced goes a day later', async () => {
		const { institution, chloe } = await school(world(), 'quatre');
		const [red, green] = [await drawnLogo('#c03020', 'rouge.png'), await drawnLogo('#20c030', 'vert.png')];
		expect([red.width, red.height, red.type]).toEqual([240, 120, 'image/webp']);
		const logo = async () => logoOfInstitution(world(), await institutionById(world(), institution));
		expect(await logo()).toBeUndefined();
		await setLogo(world(), chloe, { logo: red, key: world().newId() });
		const first = await logo();
		expect(first).toMatchObject({ sha256: red.sha256, name: 'rouge.png', institution, person: null });
		const key = world().newId();
		await setLogo(world(), chloe, { logo: green, key });
		await setLogo(world(), chloe, { logo: green, key });
		expect(await logo()).toMatchObject({ sha256: green.sha256, name: 'vert.png' });
		expect(await fileById(world().db.read, first!.id)).toMatchObject({ institution: null, name: '' });
		const later = { ...world(), now: () => new Date(Date.now() + 25 * 3_600_000) };
		expect(await sweepFiles(later)).toMatchObject({ rows: 1, contents: 1, missing: 0 });
		expect(await readContent(world(), green.sha256)).toEqual(green.bytes);
		await removeLogo(world(), chloe, { key: world().newId() });
		await removeLogo(world(), chloe, { key: world().newId() });
		expect(await logo()).toBeUndefined();
		const { changes } = await administeredSettings(world(), chloe);
		expect(changes.map(({ setting, was, became }) => [setting, was, became]).toSorted()).toEqual([
			['logo', '', 'rouge.png'],
			['logo', 'rouge.png', 'vert.png'],
			['logo', 'vert.png', ''],
		]);
		await expect(setLogo(world(), chloe, { logo: undefined, key: world().newId() })).rejects.toMatchObject({
			code: 'identity.logo-missing',
			field: 'logo',
		});
	});

	test('past its quota, the logo before stays, and nothing is noted', async () => {
		const { institution, chloe } = await school(world(), 'cinq');
		const [red, green] = [await drawnLogo('#c03020'), await drawnLogo('#20c030')];
		await setLogo(world(), chloe, { logo: red, key: world().newId() });
		const full = { ...world(), files: { ...world().files, quotas: { person: 0, institution: 10 } } };
		await expect(setLogo(full, chloe, { logo: green, key: world().newId() })).rejects.toMatchObject({
			code: 'files.quota-institution',
			field: 'logo',
		});
		const now = await institutionById(world(), institution);
		expect(await logoOfInstitution(world(), now)).toMatchObject({ sha256: red.sha256 });
		expect((await administeredSettings(world(), chloe)).changes).toHaveLength(1);
	});

	test('an administrator changes their own institution only; nobody else any', async () => {
		const { institution, chloe } = await school(world(), 'six');
		const other = await school(world(), 'sept');
		const { version: shown } = await administeredSettings(world(), other.chloe);
		await changeInstitution(world(), other.chloe, { ...SAME, name: 'Autre', shown, key: world().newId() });
		expect((await institutionById(world(), institution)).name).toBe('Érables');
		expect((await administeredSettings(world(), chloe)).changes).toEqual([]);
		const ada = await member(world(), institution, 'learner', 'Ada');
		const key = world().newId();
		for (const act of [
			() => administeredSettings(world(), ada),
			() => changeInstitution(world(), ada, { ...SAME, shown, key }),
			async () => setLogo(world(), ada, { logo: await drawnLogo('#c03020'), key }),
			() => removeLogo(world(), ada, { key }),
		])
			await expect(act()).rejects.toMatchObject({ status: 404 });
	});

	test('who made a change is nobody once they have left', async () => {
		const { chloe, institution } = await school(world(), 'huit');
		const other = await member(world(), institution, 'administrator', 'Denis');
		const { version: shown } = await administeredSettings(world(), other);
		await changeInstitution(world(), other, { ...SAME, name: 'Nouveau', shown, key: world().newId() });
		await world().db.write((tx) => removePerson(tx, other.id));
		expect((await administeredSettings(world(), chloe)).changes).toMatchObject([
			{ by: null, was: 'Érables' },
		]);
	});
});
