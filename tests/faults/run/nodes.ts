/**
 * `npm run faults -- nodes --rounds 5`: two nodes on one PostgreSQL database, under load, while a node is killed,
 * the database crashes and the network is cut; prints the counts as one JSON line.
 */
import { parseArgs } from 'node:util';
import { postgresPrograms } from '../../postgres-server.ts';
import { failNodes, nothingLostByNodes } from '../nodes.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const programs = postgresPrograms();
if (!Number.isInteger(rounds) || rounds < 1 || programs === undefined) {
	console.error(
		programs === undefined
			? 'This drill starts a PostgreSQL server. Type: apt-get install -y postgresql'
			: '--rounds must be a whole number, 1 or more.',
	);
	process.exit(2);
}
const counts = await failNodes(programs, rounds, (line) => console.error(line));
console.log(JSON.stringify(counts));
process.exitCode = nothingLostByNodes(counts) ? 0 : 1;
