import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { createInstitution, createPerson, membershipsOf, personById, setPassword } from '#identity/server';
import { decodeStatusList, type JsonObject, isStatusSet } from '#openbadges';
import {
	ensureKeyFile,
	openWorld,
	prepareDatabase,
	readSettings,
	type Settings,
	type World,
} from '#platform/server';
import { erasePerson } from '#privacy/server';
import {
	declareKeyCompromised,
	issueAwards,
	issuerAt,
	setAwardVisibility,
	revokeAward,
	rotateKey,
	signedStatusList,
} from '#awards/server';
import { verifyFileOrText } from '#verification/server';
import { awardRequestFor } from '../../../tests/recognised/many.ts';
import { awardById } from '../../awards/server/award-store.ts';
import { issuerByDid } from '../../awards/server/issuers/issuer-store.ts';
import { restoreBackup, takeBackup } from './index.ts';

const root = resolve(import.meta.dirname, '../../..');
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
let folder: string;
let settings: Settings;
let world: World;
let institution: string;

const settingsFor = (data: string) =>
	readSettings(
		{
			DATA_DIR: join(folder, data),
			KEY_FILE: join(folder, 'seal.key'),
			BACKUP_DIR: join(folder, 'backups'),
			BADGES_DIR: join(root, 'badges'),
		},
		root,
	);

async function person(name: string): Promise<string> {
	const id = await createPerson(world, {
		username: `${name}-${world.newId()}`,
		displayName: name,
		memberships: [{ institution, role: 'learner', audience: 'teacher' }],
	});
	return id;
}
async function issue(to: string, badge = 'practice-collaboration', at = world): Promise<string> {
	const [outcome] = await issueAwards(at, [awardRequestFor(at, to, institution, { badge })]);
	if (outcome?.kind !== 'issued') throw new Error(JSON.stringify(outcome));
	return outcome.award;
}
const revoke = (id: string) =>
	revokeAward(world, { kind: 'operator' }, id, {
		reason: 'Donné par erreur, à reprendre.',
		key: world.newId(),
	});
async function actorFor(id: string): Promise<PersonActor> {
	const account = await personById(world, id);
	if (!account) throw new Error('Nobody.');
	const { username, displayName } = account;
	const memberships = await membershipsOf(world, id);
	return { kind: 'person', id, username, displayName, memberships, session: null };
}
async function leave(id: string, badges: 'keep' | 'revoke') {
	await setPassword(world, id, 'un long mot de passe');
	const actor = await actorFor(id);
	const confirmation = actor.username;
	await erasePerson(world, actor, {
		password: 'un long mot de passe',
		confirmation,
		badges,
		key: world.newId(),
	});
}
const awardIn = async (at: World, id: string) => {
	const award = await awardById(at.db.read, id);
	if (!award) throw new Error('No such award.');
	return award;
};
const backup = () => takeBackup(settings, join(folder, 'backups'), () => new Date());

/** Restores a backup into a new folder and opens it. */
async function restored(from: string, data = 'restored', journal?: string) {
	const at = settingsFor(data);
	const found = await restoreBackup(at, from, journal);
	expect(found.doubts).toEqual([]);
	if (!found.madeGood) throw new Error('Nothing was made good.');
	return { at, good: found.madeGood, again: await openWorld(at, SILENT) };
}

/** Returns whether an entry is revoked in the status list that this world publishes. */
async function isRevoked(at: World, entry: { statusList: number; statusIndex: number }): Promise<boolean> {
	const issuer = await issuerByDid(at.db.read, (await issuerAt(at, 'ecole')).did);
	if (!issuer) throw new Error('No issuer.');
	const { text } = await signedStatusList(at, issuer, entry.statusList);
	const { credentialSubject } = JSON.parse(text) as { credentialSubject: JsonObject };
	return isStatusSet(decodeStatusList(String(credentialSubject['encodedList'])), entry.statusIndex);
}

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-good-'));
	settings = settingsFor('data');
	await prepareDatabase(settings);
	ensureKeyFile(settings.keyFile);
	world = await openWorld(settings, SILENT);
	({ id: institution } = await createInstitution(world, {
		slug: 'ecole',
		name: 'École',
		kind: 'service-centre',
	}));
});
afterEach(async () => {
	await world.db.close();
	rmSync(folder, { recursive: true, force: true });
});

describe('after an older copy is put back', () => {
	test('what was revoked since stays revoked, known to the copy or not; nothing is given twice; the lost are listed', async () => {
		const [ada, emile] = [await person('Ada'), await person('Emile')];
		const known = await issue(ada);
		const kept = await issue(emile);
		const { folder: copy } = await backup();
		await revoke(known);
		const since = await issue(ada);
		const revokedSince = await issue(emile, 'exploration-collaboration');
		await revoke(revokedSince);
		const [sinceRow, revokedRow] = [await awardIn(world, since), await awardIn(world, revokedSince)];
		const { good, again } = await restored(copy);
		expect(good).toMatchObject({ damaged: [], beginsAfter: false, closed: [], reissues: 0 });
		expect(good.counts).toMatchObject({ revoked: 2, 'entry-skipped': 2, erased: 0 });
		expect((await awardIn(again, known)).revokedAt).not.toBeNull();
		expect((await awardIn(again, known)).revocationReason).toBeNull();
		expect((await awardIn(again, kept)).revokedAt).toBeNull();
		expect(good.lost).toMatchObject([
			{ serial: since, shortCode: sinceRow.shortCode, badge: 'practice-collaboration' },
		]);
		expect(good.lost[0]?.address).toBe(`${settings.origin}/b/${since}`);
		expect(await isRevoked(again, revokedRow)).toBe(true);
		expect(await isRevoked(again, sinceRow)).toBe(false);
		expect(await isRevoked(again, await awardIn(again, known))).toBe(true);
		// The badge issued after the backup is lost here, but the copy that its holder has still verifies.
		expect((await verifyFileOrText(again, sinceRow.credential ?? '', { outbound: false })).verdict).toBe(
			'valid',
		);
		expect((await verifyFileOrText(again, revokedRow.credential ?? '', { outbound: false })).verdict).toBe(
			'revoked',
		);
		await again.db.close();
	});

	test('an erasure holds: by id alone, with the badges kept or revoked', async () => {
		const [ada, emile] = [await person('Ada'), await person('Emile')];
		const [hers, his] = [await issue(ada), await issue(emile)];
		const { folder: copy } = await backup();
		await leave(ada, 'keep');
		await leave(emile, 'revoke');
		const { good, again } = await restored(copy);
		expect(good.counts).toMatchObject({ erased: 2 });
		for (const id of [ada, emile]) expect(await personById(again, id)).toBeUndefined();
		expect(await awardIn(again, hers)).toMatchObject({ person: null, credential: null, revokedAt: null });
		expect(await awardIn(again, his)).toMatchObject({ person: null, credential: null });
		expect((await awardIn(again, his)).revokedAt).not.toBeNull();
		for (const name of ['backups', 'data']) {
			const journal = readFileSync(join(folder, name, 'acts.journal'), 'utf8');
			expect(journal).toContain('person-erased');
			expect(journal).not.toContain(ada);
			expect(journal).not.toContain(emile);
			expect(journal).not.toMatch(/\b(Ada|Emile)\b|\b(ada|emile)-|mot de passe|par erreur/);
		}
		await again.db.close();
	});

	test('a key made since lets what it signed verify; one compromised since is trusted no more; a page hidden since stays so', async () => {
		const ada = await person('Ada');
		const first = await issue(ada);
		const actor = await actorFor(ada);
		await setAwardVisibility(world, actor, first, { visibility: 'public', key: world.newId() });
		const shown = await issue(ada, 'exploration-collaboration');
		await setAwardVisibility(world, actor, shown, { visibility: 'public', key: world.newId() });
		const before = (await awardIn(world, first)).kid;
		const { folder: copy } = await backup();
		const { active } = await rotateKey(world, 'ecole');
		const since = await issue(await person('Chloe'));
		const text = (await awardIn(world, since)).credential ?? '';
		await declareKeyCompromised(world, before, 'Copie trouvée.');
		await setAwardVisibility(world, actor, first, { visibility: 'private', key: world.newId() });
		const { good, again } = await restored(copy);
		expect(good.counts).toMatchObject({ 'key-learned': 1, 'key-compromised': 1, hidden: 1 });
		const keys = (await issuerAt(again, 'ecole')).keys;
		expect(keys.map(({ multikey, state }) => [multikey, state])).toEqual([
			[before, 'compromised'],
			[active, 'retired'],
		]);
		expect((await awardIn(again, first)).publishedAt).toBeNull();
		expect((await awardIn(again, shown)).publishedAt).not.toBeNull();
		// The restored service has no active key left to sign status lists: the lost badge can be judged in
		// full only after a rotation.
		await rotateKey(again, 'ecole');
		expect((await verifyFileOrText(again, text, { outbound: false })).verdict).toBe('valid');
		await again.db.close();
	});

	test('no entry, serial or code that was given is given again, however many are', async () => {
		const { folder: copy } = await (await issue(await person('Ada')), backup());
		const given: Awaited<ReturnType<typeof awardIn>>[] = [];
		for (let n = 0; n < 12; n += 1) given.push(await awardIn(world, await issue(await person('Ada'))));
		const { again } = await restored(copy);
		const { issuances } = (await import('../../awards/server/tables.ts')).tables(again.db);
		const rows = await again.db.read.select().from(issuances);
		for (const one of given) {
			const row = rows.find(({ id }) => id === one.id);
			expect(row).toMatchObject({
				statusList: one.statusList,
				statusIndex: one.statusIndex,
				shortCode: one.shortCode,
				voided: 'restored',
				person: null,
			});
		}
		// No new award can take the entries and codes of the lost ones.
		const { usedStatusEntries: takenEntries, usedShortCodes: takenCodes } =
			await import('../../awards/server/issuing/issuance-store.ts');
		const issuer = given[0]?.issuer ?? '';
		const indexes = given.map(({ statusIndex }) => statusIndex);
		expect(await takenEntries(again.db.read, { issuer, statusList: 1 }, indexes)).toEqual(new Set(indexes));
		const codes = given.map(({ shortCode }) => shortCode);
		expect(await takenCodes(again.db.read, codes)).toEqual(new Set(codes));
		await again.db.close();
	});

	test('without a journal it says so, and new entries go to a list that nothing was given in', async () => {
		const ada = await person('Ada');
		const { statusList } = await awardIn(world, await issue(ada));
		const { folder: copy } = await backup();
		for (const name of ['backups', 'data']) rmSync(join(folder, name, 'acts.journal'));
		const { good, again } = await restored(copy);
		expect(good).toMatchObject({ journals: [], closed: ['ecole'], since: 0, lost: [] });
		const next = await awardIn(again, await issue(ada, 'exploration-collaboration', again));
		expect(next.statusList).toBe(statusList + 2);
		// The list in between must be published too, because the lost service may have opened it.
		expect(await isRevoked(again, { statusList: statusList + 1, statusIndex: 5 })).toBe(false);
		await again.db.close();
	});

	test('a torn last line is nothing; a damaged one in the middle is said, unless another journal holds it whole', async () => {
		const ada = await person('Ada');
		const first = await issue(ada);
		const { folder: copy } = await backup();
		await revoke(first);
		await issue(ada);
		const journal = join(folder, 'backups', 'acts.journal');
		const text = readFileSync(journal, 'utf8');
		const lines = text.split('\n');
		const at = lines.findIndex((line) => line.includes('badge-revoked'));
		writeFileSync(journal, `${text}0123456789abcdef {"n":99,"id"`);
		cpSync(copy, join(folder, 'elsewhere', 'macaron-2026-01-01T00-00-00-000Z'), { recursive: true });
		const torn = await restored(copy, 'torn');
		expect(torn.good).toMatchObject({ damaged: [], counts: { revoked: 1 } });
		await torn.again.db.close();

		writeFileSync(
			journal,
			lines.map((line, n) => (n === at ? line.replace('badge-revoked', 'badge-rEvoked') : line)).join('\n'),
		);
		const damaged = await restored(copy, 'damaged');
		expect(damaged.good).toMatchObject({
			damaged: [{ path: journal, line: at + 1 }],
			counts: { revoked: 0 },
			closed: ['ecole'],
		});
		await damaged.again.db.close();

		const healed = await restored(copy, 'healed', join(folder, 'data', 'acts.journal'));
		expect(healed.good).toMatchObject({ damaged: [], counts: { revoked: 1 }, closed: [] });
		await healed.again.db.close();
	});

	test('the service goes on in the same journal; restored once more from the older copy, all of it holds', async () => {
		const ada = await person('Ada');
		const first = await issue(ada);
		const { folder: copy } = await backup();
		await revoke(first);
		await world.db.close();
		const { at, again } = await restored(copy);
		world = again;
		const second = await issue(ada);
		await revoke(second);
		const row = await awardIn(world, second);
		expect(existsSync(join(at.dataDir, 'acts.journal'))).toBe(true);
		const twice = await restored(copy, 'twice');
		expect((await awardIn(twice.again, first)).revokedAt).not.toBeNull();
		expect(await isRevoked(twice.again, row)).toBe(true);
		await twice.again.db.close();
	});
});
