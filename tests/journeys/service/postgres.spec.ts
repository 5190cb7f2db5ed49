import { expect, test as base } from '@playwright/test';
import { newDatabase, type Nodes, startNodes } from '../../nodes.ts';
import { type PostgresServer, postgresPrograms, startPostgresServer } from '../../postgres-server.ts';
import { startService } from '../../service.ts';
import { MainJob } from '../main-job.ts';

const programs = postgresPrograms();

/** Shared by the tests of a worker: a PostgreSQL server as an operator would have it, on data of its own. */
const test = base.extend<{ nodes: Nodes }, { server: PostgresServer }>({
	server: [
		async ({}, use) => {
			const server = await startPostgresServer(String(programs), {});
			await use(server);
			await server.stop();
		},
		{ scope: 'worker' },
	],
	nodes: async ({ server }, use) => {
		const nodes = await startNodes(await newDatabase(server));
		await use(nodes);
		await nodes.stop();
	},
});
test.skip(programs === undefined, 'There is no PostgreSQL on this machine.');

test('the main job on PostgreSQL, in French, without scripts', async ({ browser, server }) => {
	const service = await startService({ DATABASE_URL: await newDatabase(server) });
	await new MainJob(browser, service, { locale: 'fr', scripts: false, keys: false }).carryOut();
	expect(await service.stop()).toBe(0);
});

test('the main job on two nodes, behind a proxy that changes node at each request, in English', async ({
	browser,
	nodes,
}) => {
	await new MainJob(browser, nodes.service, { locale: 'en', scripts: true, keys: false }).carryOut();
	for (const count of nodes.answered()) expect(count).toBeGreaterThan(100);
});
