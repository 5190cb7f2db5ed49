/**
 * `npm run faults -- bucket`: installs s3rver, an S3-compatible server, in a temporary folder, and tries the
 * store of files on it. It knows keys but checks no signature: `signed-request.test.ts` compares ours with AWS’s
 * own examples. Prints one line per check. Exits with 1 on any failure, 2 when
 * the server cannot be installed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryBucket } from '../bucket.ts';

const SERVER = 's3rver@3.7.1';

const folder = mkdtempSync(join(tmpdir(), 'macaron-s3rver-'));
try {
	writeFileSync(join(folder, 'package.json'), '{}');
	const out = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', SERVER], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (out.status === 0) {
		const checks = await tryBucket(folder);
		for (const [name, good] of checks) console.log(`${good ? 'ok    ' : 'FAILED'} ${name}`);
		const failed = checks.filter(([, good]) => !good).length;
		console.log(JSON.stringify({ server: SERVER, checks: checks.length, failed }));
		process.exitCode = failed === 0 ? 0 : 1;
	} else {
		console.error('The server could not be installed: is the npm registry within reach?');
		process.exitCode = 2;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
