/**
 * `npm run faults -- clients [--rounds 200] [--only TEXT] [--without-lock]`: eight clients of one real PostgreSQL
 * try at the same moment every update that two could lose. Prints a line for each scenario (what was done,
 * refused, lost), then the counts as one JSON line. Exits with 1 when something is lost or an error is no
 * refusal, with 2 where PostgreSQL is not installed. `--without-lock` lets units write at the same time, to show
 * what the lock of `postgres.ts` is needed for.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../postgres.ts';
import { CLIENTS, openClients, play, SCENARIOS } from '../clients/drill.ts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '200' },
		only: { type: 'string', default: '' },
		'without-lock': { type: 'boolean', default: false },
	},
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
	console.error('--rounds must be a whole number, 1 or more.');
	process.exit(2);
}
const server = await startPostgres();
if (!server) {
	console.error('This drill runs a PostgreSQL of its own. Type: apt-get install -y postgresql');
	process.exit(2);
}
const { host, user, like } = server;
const admin = new pg.Client({ host, user, database: 'postgres' });
await admin.connect();
await admin.query(`create database clients ${like}`);
await admin.end();
const { clients, close } = openClients(
	{ host, user, database: 'clients' },
	{ locked: !values['without-lock'] },
);
const began = performance.now();
const all = { clients: CLIENTS, rounds: 0, done: 0, refused: 0, lost: 0, errors: 0 };
for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.only))) {
	const figures = await play(scenario, clients, rounds);
	const { done, refused, lost, errors } = figures;
	console.log(
		`${lost + errors === 0 ? 'ok    ' : 'FAILED'} ${scenario.name}: ${rounds} rounds, ${done} done, ${refused} refused, ${lost} lost, ${errors} errors`,
	);
	for (const fault of figures.faults) console.log(`         ${fault}`);
	for (const name of ['rounds', 'done', 'refused', 'lost', 'errors'] as const) all[name] += figures[name];
}
console.log(JSON.stringify({ ...all, seconds: Math.round((performance.now() - began) / 1000) }));
await close();
await server.stop();
process.exitCode = all.lost + all.errors === 0 ? 0 : 1;
