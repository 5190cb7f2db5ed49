import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { World } from '#platform/server';
import { CLIENTS, openClients, play, SCENARIOS } from './faults/clients/drill.ts';

const given = inject('postgres');

// PGlite has one connection: only a real server has clients. `npm run faults -- clients` plays 200 rounds.
describe.runIf(given.kind === 'server')('updates that two could lose, on PostgreSQL', () => {
	const { host, user, like } = given.kind === 'server' ? given : { host: '', user: '', like: '' };
	const database = `clients_${randomBytes(8).toString('hex')}`;
	const asked = async (statement: string) => {
		const admin = new pg.Client({ host, user, database: 'postgres' });
		await admin.connect();
		await admin.query(statement);
		await admin.end();
	};
	let opened: ReturnType<typeof openClients>;
	let clients: readonly World[];

	beforeAll(async () => {
		await asked(`create database ${database} ${like}`);
		opened = openClients({ host, user, database });
		clients = opened.clients;
	});
	afterAll(async () => {
		await opened.close();
		await asked(`drop database ${database} with (force)`);
	});

	test.each(SCENARIOS.map((one) => [one.name, one] as const))('%s', async (_name, scenario) => {
		const { faults, lost, errors, done, refused } = await play(scenario, clients, 3);
		expect(faults).toEqual([]);
		expect([lost, errors]).toEqual([0, 0]);
		expect(done).toBeGreaterThan(0);
		expect(done + refused).toBeGreaterThanOrEqual(3 * CLIENTS);
	});
});
