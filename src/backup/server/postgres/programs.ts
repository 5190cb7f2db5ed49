import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ServerAccess } from '#platform/server';

/** The programs of PostgreSQL that backups need. */
export type Program = 'pg_dump' | 'pg_restore';

/** Thrown when a program is not there in a fitting version, or fails. */
export class ProgramFault extends Error {
	readonly program: Program;
	/** The version that is needed; undefined when the program ran and failed. */
	readonly version: number | undefined;
	constructor(program: Program, detail: string, version?: number) {
		super(detail);
		this.name = 'ProgramFault';
		this.program = program;
		this.version = version;
	}
}

/** Characters of what a program says that are kept when it fails. */
const MOST_SAID = 500;

async function ran(
	path: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
	// Nothing of our environment, which may name another database; certificates stand in the home folder.
	const child = spawn(path, args, {
		env: { HOME: homedir(), LC_ALL: 'C', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = new Promise<number | null>((done, fail) => child.once('close', done).once('error', fail));
	const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
	return { code, out, err };
}

/** The parameters of a `postgres://` address that PostgreSQL’s own programs know too. */
const KNOWN_PARAMETERS =
	/^(host|port|user|dbname|sslmode|sslrootcert|sslcert|sslkey|sslcrl|connect_timeout|options|channel_binding|target_session_attrs)$/;

/**
 * An address as it may stand in the arguments of a program, which everybody on the machine may read: without
 * its password.
 */
export function withoutPassword(address: string): string {
	const [scheme, rest = ''] = cutAt(address, '//');
	const [place = '', query = ''] = cutAt(rest, '?');
	const [authority = '', path] = cutAt(place, '/');
	const at = authority.lastIndexOf('@');
	const who = at < 0 ? '' : `${cutAt(authority.slice(0, at), ':')[0]}@`;
	const kept = [...new URLSearchParams(query)]
		.filter(([name]) => KNOWN_PARAMETERS.test(name))
		// `no-verify` is a word of the driver alone.
		.map(([name, value]) => `${name}=${encodeURIComponent(value === 'no-verify' ? 'require' : value)}`);
	const asked = kept.length > 0 ? `?${kept.join('&')}` : '';
	return `${scheme}//${who}${authority.slice(at + 1)}${path === undefined ? '' : `/${path}`}${asked}`;
}

/** Cuts a text at the first of these marks; without any, the second part is undefined. */
function cutAt(text: string, mark: string): readonly [string, string | undefined] {
	const at = text.indexOf(mark);
	return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The major version that a program says it is of (`pg_dump (PostgreSQL) 15.18 …`). */
const versionIn = (said: string) => Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1] ?? 0);

/** Where PostgreSQL’s programs are installed, beside Debian’s folders of each version. */
const PLACES = ['/usr/pgsql-*/bin', '/opt/homebrew/opt/postgresql@*/bin', '/usr/local/bin', '/usr/bin'];

/**
 * Finds a program of PostgreSQL of this major version or a later one, the nearest first: an older `pg_dump`
 * refuses a newer server. Throws `ProgramFault`.
 */
async function find(program: Program, least: number): Promise<string> {
	const paths = ['/usr/lib/postgresql/*/bin', ...PLACES].flatMap((place) => globSync(join(place, program)));
	const found: { path: string; version: number }[] = [];
	for (const path of paths) {
		const said = await ran(path, ['--version']).catch(() => undefined);
		if (said?.code === 0) found.push({ path, version: versionIn(said.out) });
	}
	const [nearest] = found.filter(({ version }) => version >= least).sort((a, b) => a.version - b.version);
	if (!nearest) throw new ProgramFault(program, `${program} ${least}`, least);
	return nearest.path;
}

/**
 * Runs a program of PostgreSQL on a database of a server that we are connected to; resolves once it ended well. The password is not among its arguments. Throws `ProgramFault` with what the program said.
 */
export async function runProgram(
	program: Program,
	{ version, password }: ServerAccess,
	address: string,
	args: readonly string[],
): Promise<void> {
	const path = await find(program, version);
	const env = { PGCONNECT_TIMEOUT: '10', ...(password !== undefined && { PGPASSWORD: password }) };
	const { code, err } = await ran(
		path,
		[`--dbname=${withoutPassword(address)}`, '--no-password', ...args],
		env,
	);
	if (code !== 0) throw new ProgramFault(program, err.trim().slice(0, MOST_SAID) || `exit ${code}`);
}
