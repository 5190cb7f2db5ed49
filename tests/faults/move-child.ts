/**
 * The program of a process that moves a database and kills itself after one of the steps of the move:
 * `node move-child.ts TO DATA_DIR ADDRESS STEP N`, where TO is `postgres` or `sqlite`, and the N-th (from 1)
 * `read`, `copied` or `compared` is the last it does. It ends by itself when there are fewer.
 */
import { resolve } from 'node:path';
import { moveToPostgres } from '../../src/platform/server/database/moving/move-to-postgres.ts';
import { moveToSqlite } from '../../src/platform/server/database/moving/move-to-sqlite.ts';

const [to, dataDir = '', address = '', last, count] = process.argv.slice(2);
let left = Number(count);
const move = {
	...{ dataDir, address, migrationsDir: resolve(import.meta.dirname, '../../drizzle') },
	...{ dryRun: false, now: () => new Date() },
	onStep(step: string) {
		if (step !== last) return;
		left -= 1;
		if (left > 0) return;
		process.kill(process.pid, 'SIGKILL');
		for (;;);
	},
};
await (to === 'postgres' ? moveToPostgres(move) : moveToSqlite(move));
