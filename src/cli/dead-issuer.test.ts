import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, readSettings } from '#platform/server';
import { awardFile, issuerAt, signedStatusList } from '#awards/server';
import { myBadges } from '#applications/server';
import { actorNamed } from './demonstration/event.ts';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;

/**
 * Runs the command `verify` as somebody who has the program and a few files, but neither our data nor a
 * network.
 */
async function macaron(...args: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	const exit = await run(['verify', ...args], {
		env: { DATA_DIR: join(folder, 'nothing'), KEY_FILE: join(folder, 'nothing.key') },
		out: (line) => void out.push(line),
		err: (line) => void err.push(line),
		stdin: async () => new Uint8Array(),
	});
	return { exit, out: out.join('\n'), err: err.join('\n') };
}

interface Printed {
	verdict: string;
	spec: string;
	issuer: { id: string };
	achievement: { name: string };
	checks: { id: string; outcome: string; reason: string; fr: string; en: string }[];
}
const outcomes = ({ checks }: Printed, outcome: string) =>
	checks.filter((one) => one.outcome === outcome).map(({ id }) => id);

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-dead-'));
	const env = {
		DATA_DIR: join(folder, 'data'),
		KEY_FILE: join(folder, 'seal.key'),
		BADGES_DIR: join(root, 'badges'),
	};
	const out: string[] = [];
	await run(['demo', '--json'], {
		env,
		out: (line) => void out.push(line),
		err: (line) => void out.push(line),
	});
	const world = await openWorld(readSettings(env, root), silent);
	try {
		const emile = await actorNamed(world, 'emile');
		const { awards } = await myBadges(world, emile);
		const id = awards[0]?.award.id ?? '';
		for (const form of ['json', 'png', 'svg'] as const)
			writeFileSync(join(folder, `badge.${form}`), (await awardFile(world, emile, id, form)).bytes);
		const { credential = '' } = {
			credential: Buffer.from((await awardFile(world, emile, id, 'json')).bytes).toString(),
		};
		const { credentialStatus } = JSON.parse(credential) as {
			credentialStatus: { statusListCredential: string };
		};
		const list = credentialStatus.statusListCredential;
		const [, slug = ''] = /\/i\/([^/]+)\//.exec(list) ?? [];
		const issuer = await issuerAt(world, slug);
		mkdirSync(join(folder, 'kept'));
		writeFileSync(join(folder, 'kept/did.json'), JSON.stringify(issuer.document));
		writeFileSync(join(folder, 'kept/status-1'), (await signedStatusList(world, issuer, 1)).text);
		const resources = {
			[`http://localhost:3000/i/${slug}/did.json`]: 'kept/did.json',
			[list]: 'kept/status-1',
		};
		writeFileSync(join(folder, 'index.json'), JSON.stringify({ resources }));
	} finally {
		await world.db.close();
	}
	// The service no longer runs, and its data are deleted.
	rmSync(join(folder, 'data'), { recursive: true });
	rmSync(join(folder, 'seal.key'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['json', 'png', 'svg'])(
	'a badge kept as %s is valid with the two files of its issuer',
	async (form) => {
		const { exit, out, err } = await macaron(
			join(folder, `badge.${form}`),
			'--json',
			'--offline',
			'--resources',
			join(folder, 'index.json'),
		);
		const report = JSON.parse(out) as Printed;
		expect([exit, err, report.verdict, report.spec]).toEqual([0, '', 'valid', '3.0']);
		expect(outcomes(report, 'unknown')).toEqual([]);
		expect(outcomes(report, 'pass')).toEqual(
			expect.arrayContaining(['issuer', 'signature', 'binding', 'dates', 'status']),
		);
		expect(report.checks.every(({ fr, en }) => fr !== '' && en !== '')).toBe(true);
	},
);

test('without them, the report says which lines are unknown', async () => {
	const { exit, out } = await macaron(join(folder, 'badge.json'), '--json', '--offline');
	const report = JSON.parse(out) as Printed;
	expect([exit, report.verdict]).toEqual([2, 'unknown']);
	expect(outcomes(report, 'unknown')).toEqual(['issuer', 'binding', 'status']);
	expect(report.checks.find(({ id }) => id === 'signature')?.outcome).toBe('pass');
	const told = await macaron(join(folder, 'badge.json'), '--offline');
	expect(told.out).toMatch(/^Vérification impossible\n/);
});

test('a day later the kept list has lapsed; on its day it has not', async () => {
	const index = ['--offline', '--resources', join(folder, 'index.json'), '--json'];
	const later = new Date(Date.now() + 3 * 86_400_000).toISOString();
	const lapsed = await macaron(join(folder, 'badge.json'), ...index, '--at', later);
	expect([lapsed.exit, (JSON.parse(lapsed.out) as Printed).verdict]).toEqual([2, 'unknown']);
	const before = await macaron(join(folder, 'badge.json'), ...index, '--at', '2001-01-01');
	expect([before.exit, (JSON.parse(before.out) as Printed).verdict]).toEqual([1, 'not-yet-valid']);
});

test('an address is answered by its file; any other stays unknown without a network', async () => {
	const resources = { 'https://site.example/badge.png': 'badge.png' };
	writeFileSync(join(folder, 'address.json'), JSON.stringify({ resources }));
	const index = ['--offline', '--resources', join(folder, 'address.json'), '--json'];
	const found = await macaron('https://site.example/badge.png', ...index);
	expect((JSON.parse(found.out) as Printed).achievement.name).toContain('Exploration');
	const lost = await macaron('https://site.example/autre.png', ...index);
	const report = JSON.parse(lost.out) as Printed;
	expect([lost.exit, report.verdict, report.checks[0]?.reason]).toEqual([2, 'unknown', 'no-answer']);
});

test.each([
	['not JSON', 'bonjour', /n’est pas un index/],
	['no resources', '{}', /n’est pas un index/],
	['a list', '{"resources":[]}', /n’est pas un index/],
	['no address', '{"resources":{"ici":"badge.json"}}', /n’est pas un index/],
	['no such file', '{"resources":{"https://a.example/":"rien"}}', /ne peut pas être lu.*rien.*ENOENT/],
	['above its folder', '{"resources":{"https://a.example/":"../x"}}', /ne peut pas|hors de son dossier/],
	['an absolute path', '{"resources":{"https://a.example/":"/etc/passwd"}}', /hors de son dossier/],
	['a link that leads outside', '{"resources":{"https://a.example/":"link"}}', /hors de son dossier/],
])('an index with %s: one sentence, exit 2', async (_name, text, sentence) => {
	mkdirSync(join(folder, 'bad'), { recursive: true });
	rmSync(join(folder, 'bad/link'), { force: true });
	symlinkSync('/etc/passwd', join(folder, 'bad/link'));
	writeFileSync(join(folder, 'bad/index.json'), text);
	const { exit, out, err } = await macaron(
		join(folder, 'badge.json'),
		'--offline',
		'--resources',
		join(folder, 'bad/index.json'),
	);
	expect([exit, out]).toEqual([2, '']);
	expect(err).toMatch(sentence);
	expect(err.split('\n')).toHaveLength(1);
});

test.each(['hier', '2026-02-30', '2026-13-01', '2026-11-22T15:00', '2026-11-22T25:00:00Z'])(
	'--at %s is no date: one sentence, exit 2',
	async (at) => {
		const { exit, err } = await macaron(join(folder, 'badge.json'), '--offline', '--at', at);
		expect([exit, err]).toEqual([2, expect.stringContaining(`${at}\u00a0» n’est pas une date`)]);
	},
);

test('an index that is not there', async () => {
	const { exit, err } = await macaron(
		join(folder, 'badge.json'),
		'--resources',
		join(folder, 'nulle-part.json'),
	);
	expect([exit, err]).toEqual([2, expect.stringContaining('nulle-part.json')]);
});
