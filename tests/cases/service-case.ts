import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { visitor } from '../journeys/visitor.ts';
import { type Service, startService } from '../service.ts';
import type { Case } from './folder.ts';

const root = resolve(import.meta.dirname, '../..');
const SIGNED_IN = 'ada';
const ADMINISTRATOR = 'chloe';

/**
 * What a case gave on a running service (`found`), and the expectations it did not meet (`unmet`, empty when
 * it met all).
 */
export interface Found {
	readonly found: string;
	readonly unmet: readonly string[];
}

/**
 * Runs the script of a case against the service, from a copy in node_modules so that it finds the project's
 * packages. Returns what the script printed.
 */
function run(file: string, service: Service): string {
	const cache = join(root, 'node_modules/.cache');
	mkdirSync(cache, { recursive: true });
	const folder = mkdtempSync(join(cache, 'case-'));
	try {
		const copy = join(folder, basename(file));
		copyFileSync(file, copy);
		const program = file.endsWith('.sh') ? 'bash' : process.execPath;
		const password = service.passwords[SIGNED_IN] ?? '';
		const out = spawnSync(program, [copy, service.origin, SIGNED_IN, password], {
			cwd: root,
			encoding: 'utf8',
			timeout: 120_000,
		});
		return `${out.stdout}${out.status === 0 || file.endsWith('.sh') ? '' : out.stderr}`.trim();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * Checks the lines that a script printed against a clause such as “the last line is not 0”, “the second
 * answer is not "done"” or “A true”; undefined when the clause cannot be read.
 */
export function meets(clause: string, printed: string): boolean | undefined {
	const lines = printed.split('\n');
	const [, last] = /^the last line is not (\S+)$/.exec(clause) ?? [];
	if (last !== undefined) return (lines.at(-1) ?? '').trim() !== last;
	if (/^the second answer is not "?done"?$/.test(clause)) {
		// The first response is that of the sign-in. The second submission of a form is refused when its
		// response differs from the first one's and does not redirect.
		const answers = lines.filter((line) => /^\d{3}( |$)/.test(line)).slice(1);
		return answers.length > 1 && answers[1] !== answers[0] && !answers[1]?.startsWith('303');
	}
	const [, label, value] = /^([A-Z]) (.+)$/.exec(clause) ?? [];
	if (label === undefined || value === undefined) return undefined;
	const line = lines.find((one) => one.startsWith(`${label} `)) ?? '';
	return line
		.slice(line.indexOf(':') + 1)
		.trim()
		.startsWith(value);
}

function judgeScript(one: Case, service: Service): Found {
	const printed = run(one.file ?? '', service);
	const found = printed.replaceAll('\n', ' | ');
	const plain = one.expected
		.replace(/\([^)]*\)/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const either = / or /.test(plain);
	const clauses = plain.split(either ? /,?\s+or\s+/ : /,\s*/).map((clause) => clause.trim());
	const answers = clauses.map((clause) => ({ clause, met: meets(clause, printed) }));
	const unread = answers.filter(({ met }) => met === undefined);
	if (unread.length > 0) return { found, unmet: unread.map(({ clause }) => `cannot read « ${clause} »`) };
	const broken = answers.filter(({ met }) => met === false).map(({ clause }) => clause);
	return { found, unmet: either && broken.length < clauses.length ? [] : broken };
}

/**
 * Judges a case on the search for people, such as “display name « X », GET /people?q=a → …; q=b → …”: each
 * search must find the person with that name.
 */
async function judgeSearch(one: Case, service: Service): Promise<Found> {
	const tried = one.lines.get('try') ?? '';
	const [, name] = /display name «\s*(.+?)\s*»/.exec(tried) ?? [];
	const searches = [...`${tried} ${one.expected}`.matchAll(/(?:q=|types )(\S+)/g)].map(([, typed = '']) =>
		typed.replace(/[;,.]$/, ''),
	);
	if (!name || searches.length === 0) return { found: '', unmet: ['cannot read what to try'] };
	// Stop the service first: the command and the service share one data folder.
	await service.kill();
	const added = service.macaron(
		'user',
		'add',
		'--username',
		'recherche',
		'--name',
		name,
		'--role',
		'learner',
		'--audience',
		'student',
		'--json',
	);
	await service.restart();
	if (added.status !== 0) return { found: added.stderr.trim(), unmet: ['a person of that name'] };
	const admin = visitor(service.origin);
	await admin.signIn(ADMINISTRATOR, service.passwords[ADMINISTRATOR] ?? '');
	const unmet: string[] = [];
	const written = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	for (const typed of new Set(searches)) {
		const page = await admin.get(`/people?q=${encodeURIComponent(typed)}`);
		if (!page.body.replaceAll('&#39;', "'").includes(written)) unmet.push(`« ${typed} » finds nobody`);
	}
	return {
		found: `${new Set(searches).size - unmet.length} of ${new Set(searches).size} searches find the person`,
		unmet,
	};
}

/** Judges the cases that need a running service, on one demonstration started for all of them. */
export async function judgeOnService(
	cases: readonly Case[],
	chromium: string | undefined,
): Promise<readonly Found[]> {
	if (cases.length === 0) return [];
	const service = await startService();
	const all: Found[] = [];
	try {
		for (const one of cases) {
			if (one.file?.endsWith('.mjs') && !chromium)
				all.push({ found: 'no Chromium', unmet: ['a browser: apt-get install -y chromium'] });
			else all.push(one.kind === 'script' ? judgeScript(one, service) : await judgeSearch(one, service));
		}
	} finally {
		await service.stop();
	}
	return all;
}
