import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftBatch, identityTables, INVITATION_MAIL } from '#identity/server';
import { awardTables, resumeIssuances } from '#awards/server';
import {
	ensureKeyFile,
	jobsOnThisThread,
	MAIL_LEASE_MS,
	openWorld,
	platformTables,
	prepareDatabase,
	readSettings,
	type World,
} from '#platform/server';
import { signedIn } from '#tests/people';
import { closings } from '../src/closings.ts';
import { listeners } from '../src/listeners.ts';
import { mailWriters } from '../src/mail-writers.ts';
import { storeEmailVerified, updateDetails } from '../src/identity/server/accounts/people-store.ts';
import { awardById } from '../src/awards/server/award-store.ts';
import { boundEmailOf } from '../src/awards/server/binding/bound-email.ts';
import { issueAward } from '../src/awards/server/issuing/issue-award.ts';
import { issuanceIdsUnderWay } from '../src/awards/server/issuing/issuance-store.ts';
import { verifyFileOrText } from '../src/verification/server/verify-given.ts';
import { withBuiltChild } from './faults/built-children.ts';
import { carryOut, type Death, type KilledAct } from './faults/killed-acts.ts';
import { databasesFolder } from './in-memory.ts';
import { cast } from './recognised/cast.ts';
import { awardRequestFor } from './recognised/many.ts';

const root = resolve(import.meta.dirname, '..');
/** More people than two write units of a list see to. */
const PEOPLE = 101;
const ADDRESS = 'ada@exemple.qc.ca';

// Nothing is sent here, so that no mail server listens.
const envOf = (folder: string) => ({
	...{ PATH: process.env['PATH'], ORIGIN: 'https://macaron.example', SMTP_URL: 'smtp://127.0.0.1:9' },
	...{ MAIL_FROM: 'macaron@erables.example', DATA_DIR: join(folder, 'data') },
	...{ KEY_FILE: join(folder, 'seal.key'), BADGES_DIR: join(root, 'badges') },
	NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
});
const open = (folder: string) =>
	openWorld(readSettings(envOf(folder), root), { info() {}, warn() {}, error() {} }, jobsOnThisThread, {
		listeners,
		mailWriters,
		closings,
	});

/** A data folder made ready once, which each life copies, and the acts that can be carried out in it. */
const ready = mkdtempSync(join(databasesFolder(), 'macaron-ready-'));
const acts: KilledAct[] = [];
beforeAll(async () => {
	const settings = readSettings(envOf(ready), root);
	await prepareDatabase(settings);
	ensureKeyFile(settings.keyFile);
	const world = await open(ready);
	const { here, ada, chloe: administrator } = await cast(world);
	const chloe = await signedIn(world, administrator);
	const people = Array.from({ length: PEOPLE }, (_, n) => `personne${n}@exemple.qc.ca`).join('\n');
	const batch = await draftBatch(world, chloe, {
		...{ institution: here.id, name: null, role: 'adviser', audience: null, locale: 'fr', days: 7 },
		...{ people, key: world.newId() },
	});
	acts.push({ kind: 'inviting', chloe, institution: here.id, batch, key: world.newId() });
	await world.db.write(async (tx) => {
		await updateDetails(tx, ada.id, { displayName: 'Ada', email: ADDRESS }, { newAddress: true });
		await storeEmailVerified(tx, ada.id, world.now());
	});
	const { award } = await issueAward(world, awardRequestFor(world, ada.id, here.id));
	acts.push({ kind: 'binding', ada: await signedIn(world, ada), award });
	await world.db.close();
});
afterAll(() => rmSync(ready, { recursive: true, force: true }));

/** Runs an act in a process killed as `death` says, then calls `left` with the folder it leaves. */
async function lived<T>(
	program: string,
	act: KilledAct,
	death: Death,
	left: (folder: string) => Promise<T>,
): Promise<{ readonly signal: NodeJS.Signals | null; readonly left: T }> {
	const folder = mkdtempSync(join(databasesFolder(), 'macaron-killed-'));
	cpSync(ready, folder, { recursive: true });
	try {
		const child = spawn(process.execPath, [program, JSON.stringify(act), JSON.stringify(death)], {
			...{ cwd: root, env: envOf(folder) },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let errors = '';
		child.stderr.on('data', (chunk) => (errors += String(chunk)));
		const signal = await new Promise<NodeJS.Signals | null>((end) =>
			child.once('close', (_code, by) => end(by)),
		);
		expect(errors).toBe('');
		return { signal, left: await left(folder) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Kills the process in each write unit of an act in turn; returns how many units it has. */
async function killEverywhere(
	act: KilledAct,
	left: (folder: string, death: Death) => Promise<unknown>,
): Promise<number> {
	return withBuiltChild('acts-child', async (program) => {
		for (let unit = 1; ; unit += 1)
			for (const where of ['before', 'after'] as const) {
				const death = { unit, where };
				const { signal } = await lived(program, act, death, (folder) => left(folder, death));
				if (signal === null) return unit - 1;
			}
	});
}

test('killed in any write unit of inviting 101 people, each is invited once and gets one link', async () => {
	const act = acts.find(({ kind }) => kind === 'inviting')!;
	const units = await killEverywhere(act, async (folder, death) => {
		const world = await open(folder);
		try {
			// The administrator sends the same form again, and the service does what is due.
			await carryOut(afterLeases(world), act);
			const { mailedInvitations, invitationBatches } = identityTables(world.db);
			const { mails } = platformTables(world.db);
			const invited = await world.db.read.select().from(mailedInvitations);
			const [batch] = await world.db.read.select().from(invitationBatches);
			const told = { ...death, invited: invited.length, done: batch?.done, ended: batch?.endedAt !== null };
			expect(told).toEqual({ ...death, invited: PEOPLE, done: PEOPLE, ended: true });
			// How a mail that waits leaves once, whatever is killed, is tried in `work-faults.test.ts`.
			const links = (await world.db.read.select().from(mails))
				.filter(({ kind }) => kind === INVITATION_MAIL)
				.map(({ recipient }) => recipient);
			const everybody = invited.map(({ email }) => email).toSorted();
			expect(links.toSorted()).toEqual(everybody);
			expect(new Set(everybody).size).toBe(PEOPLE);
		} finally {
			await world.db.close();
		}
	});
	// The act with the first people, the event taken, each further part of the list, the event removed.
	expect(units).toBeGreaterThanOrEqual(1 + 1 + 2 + 1);
});

test('killed in any write unit of binding a badge, it is bound once, and says so nowhere before', async () => {
	const act = acts.find(({ kind }) => kind === 'binding')! as Extract<KilledAct, { kind: 'binding' }>;
	const units = await killEverywhere(act, async (folder, death) => {
		const world = await open(folder);
		try {
			const first = await awardById(world.db.read, act.award);
			// Whatever was reached, what stands now is a whole text: the earlier one or the new one.
			const { verdict } = await verifyFileOrText(world, first?.credential ?? '', {});
			expect({ ...death, verdict }).toEqual({ ...death, verdict: 'valid' });
			await resumeIssuances(world);
			await carryOut(world, act);
			expect(await issuanceIdsUnderWay(world.db.read)).toEqual([]);
			const award = await awardById(world.db.read, act.award);
			const report = await verifyFileOrText(world, award?.credential ?? '', { recipient: ADDRESS });
			const recipient = report.checks.find(({ id }) => id === 'recipient')?.reason;
			expect({ ...death, verdict: report.verdict, recipient }).toEqual({
				...{ ...death, verdict: 'valid', recipient: 'matches' },
			});
			expect(award && boundEmailOf(award)).not.toBeNull();
			const { supersededAwards } = awardTables(world.db);
			expect(await world.db.read.select().from(supersededAwards)).toHaveLength(1);
		} finally {
			await world.db.close();
		}
	});
	expect(units).toBeGreaterThanOrEqual(3);
});

/** The world when what a killed process had taken is anybody's again. */
const afterLeases = (world: World): World => ({ ...world, now: () => new Date(Date.now() + MAIL_LEASE_MS) });
