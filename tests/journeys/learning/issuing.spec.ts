import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { listInstitutions } from '#identity/server';
import { jobsOnThisThread, openWorld, readSettings } from '#platform/server';
import { issuanceIdsUnderWay } from '../../../src/awards/server/issuing/issuance-store.ts';
import { storeIntents } from '../../../src/awards/server/issuing/store-intents.ts';
import { awardRequestsForMany } from '../../recognised/many.ts';
import { test } from '../fixtures.ts';
import { closings } from '../../../src/closings.ts';

const root = resolve(import.meta.dirname, '../../..');
const MANY = 210;

test('what is built signs many badges on other threads: resumed by the service, signed anew by the command', async ({
	service,
}) => {
	// The workers are separate entry points of the build, and must run as built.
	for (const name of ['badge-worker', 'file-worker', 'printing-worker']) {
		const worker = join(root, `build/server/${name}.js`);
		expect(existsSync(worker)).toBe(true);
		expect(spawnSync(process.execPath, [worker]).status).toBe(0);
	}

	// Badges left at step `intended`, as after a crash.
	const quiet = { info: () => {}, warn: () => {}, error: () => {} };
	const world = await openWorld(readSettings(service.env, root), quiet, jobsOnThisThread, { closings });
	const [institution] = await listInstitutions(world);
	const wanted = await awardRequestsForMany(world, institution?.id ?? '', MANY);
	for (let from = 0; from < MANY; from += 70)
		await storeIntents(world, institution?.id ?? '', wanted.slice(from, from + 70));
	expect(await issuanceIdsUnderWay(world.db.read)).toHaveLength(MANY);
	await service.kill();
	await service.restart();
	await expect.poll(async () => (await issuanceIdsUnderWay(world.db.read)).length).toBe(0);
	// The log line comes after the last badge is stored.
	await expect
		.poll(() => service.output())
		.toContain(`"event":"recognition.resumed","published":${MANY},"voided":0,"waiting":0`);

	// This log line would mean that the signing threads failed and that each badge was signed alone.
	expect(service.output()).not.toContain('recognition.batch-failed');

	const show = () =>
		JSON.parse(service.macaron('issuer', 'show', '--json').stdout) as { keys: { id: string }[] };
	const kid = show().keys[0]?.id ?? '';
	expect(service.macaron('issuer', 'compromise', kid, '--reason', 'Volée.').status).toBe(0);
	const done = service.macaron('issuer', 'reissue', kid, '--reason', 'Clé volée.', '--yes', '--json');
	expect(done.stderr).not.toContain('recognition.batch-failed');
	expect([done.status, JSON.parse(done.stdout)]).toEqual([
		0,
		expect.objectContaining({ reissued: MANY + 3, altered: [], left: 0, stopped: null }),
	]);
	await world.db.close();
});
