import { CURRENT_VERSION } from '#framework';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saidStandingsOf } from '#assessment/server';
import { advisedCohorts, readCohortAndRecordLook } from '#cohort/server';
import {
	listInstitutions,
	demonstrationAccounts,
	peopleByIds,
	personByUsername,
	signIn,
} from '#identity/server';
import { openWorld, readSettings, type World } from '#platform/server';
import { awardFile, awardsOf, revokeAward } from '#awards/server';
import { myBadges, reviewQueue } from '#applications/server';
import { listTrainings } from '#training/server';
import { actorNamed } from './demonstration/event.ts';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
let passwords: Record<string, string>;
let first: Answer;

interface Answer {
	exit: number;
	out: string;
	err: string;
}

/**
 * The environment of a command, with a data folder of its own for each name; the badges are the project's.
 */
const envFor = (name: string, more: Record<string, string> = {}) => ({
	DATA_DIR: join(folder, name),
	KEY_FILE: join(folder, `${name}.key`),
	BADGES_DIR: join(root, 'badges'),
	...more,
});

async function macaron(env: Record<string, string>, args: string[], given?: Uint8Array): Promise<Answer> {
	const out: string[] = [];
	const err: string[] = [];
	const exit = await run(args, {
		env,
		out: (line) => void out.push(line),
		err: (line) => void err.push(line),
		stdin: async () => given ?? new Uint8Array(),
	});
	return { exit, out: out.join('\n'), err: err.join('\n') };
}

async function inside<T>(env: Record<string, string>, look: (world: World) => Promise<T>): Promise<T> {
	const world = await openWorld(readSettings(env, root), { info: () => {}, warn: () => {}, error: () => {} });
	try {
		return await look(world);
	} finally {
		await world.db.close();
	}
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-cli-'));
	first = await macaron(envFor('demo'), ['prepare']);
	passwords = JSON.parse((await macaron(envFor('demo'), ['demo', '--json'])).out);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Counts the rows of each table that the `seed` command fills, read without the application. */
function countedIn(file: string): Record<string, number> {
	const db = new Sqlite(file, { readonly: true });
	const tables = ['people', 'memberships', 'assessments', 'answers', 'answer_history', 'trainings', 'shares'];
	const counted = [...tables, 'cohort_people', 'awards'].map((name) => [
		name,
		(db.prepare(`select count(*) as n from ${name}`).get() as { n: number }).n,
	]);
	db.close();
	return Object.fromEntries(counted) as Record<string, number>;
}

describe('the demonstration', () => {
	test('the first start says in French, then in English, who can sign in; the next ones show no secret', async () => {
		expect(first).toMatchObject({ exit: 0, err: '' });
		expect(first.out).toMatch(/ada {4}[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4} {2}Ada Tremblay-Roy, enseignante/);
		expect(first.out.indexOf('Démonstration')).toBeLessThan(first.out.indexOf('Demonstration'));
		const again = await macaron(envFor('demo'), ['prepare']);
		expect(again.exit).toBe(0);
		expect(again.out).not.toMatch(/[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}/);
	});

	test('the passwords work, and new ones end the earlier ones', async () => {
		expect(Object.keys(passwords).sort()).toEqual(['ada', 'bruno', 'chloe', 'emile']);
		// The sign-in page lets visitors enter the accounts of the same people.
		await inside(envFor('demo'), async (world) =>
			expect((await demonstrationAccounts(world)).map(({ username }) => username).sort()).toEqual(
				Object.keys(passwords).sort(),
			),
		);
		const env = envFor('renewed');
		const { out } = await macaron(env, ['demo', '--json']);
		const before = JSON.parse(out) as Record<string, string>;
		const after = JSON.parse((await macaron(env, ['demo', '--json'])).out) as Record<string, string>;
		await inside(env, async (world) => {
			const enter = (identifier: string, password = '') =>
				signIn(world, { identifier, password, address: 'here' });
			await expect(enter('ada', before['ada'])).rejects.toMatchObject({ code: 'identity.wrong' });
			for (const [username, password] of Object.entries(after)) {
				expect((await enter(username, password)).mustChangePassword).toBe(false);
			}
		});
	});

	test('Ada has begun: three statements, one training of 45 minutes, no badge yet', async () => {
		await inside(envFor('demo'), async (world) => {
			const ada = await actorNamed(world, 'ada');
			const said = Object.entries(await saidStandingsOf(world, ada.id, CURRENT_VERSION)).filter(
				([, one]) => one.answeredAt,
			);
			expect(said.map(([slug]) => slug)).toEqual([
				'ethical-citizenship',
				'technological-skills',
				'collaboration',
			]);
			expect((await listTrainings(world, ada, 1)).items).toMatchObject([
				{ minutes: 45, dimensions: ['collaboration'], reflection: '' },
			]);
			const { awards, applications } = await myBadges(world, ada);
			expect([awards, applications]).toEqual([[], []]);
		});
	});

	test('Émile holds an Exploration, and his Pratique waits for Bruno', async () => {
		await inside(envFor('demo'), async (world) => {
			const emile = await actorNamed(world, 'emile');
			const { awards } = await myBadges(world, emile);
			expect(awards.map(({ award }) => [award.badge, award.publishedAt])).toEqual([
				['exploration-critical-thinking', null],
			]);
			const { items } = await reviewQueue(world, await actorNamed(world, 'bruno'), 1);
			expect(items).toMatchObject([
				{ name: 'Émile Gagnon', days: 3, definition: { id: 'practice-information-literacy' } },
			]);
		});
	});

	test('the cohort « Automne 2026 » has 24 people, and a portrait in each dimension', async () => {
		await inside(envFor('demo'), async (world) => {
			const [institution] = await listInstitutions(world);
			expect(institution?.name).toContain('démonstration');
			const bruno = await actorNamed(world, 'bruno');
			const [cohort, ...others] = await advisedCohorts(world, bruno);
			expect([cohort?.name, cohort?.members, others]).toEqual(['Automne 2026', 24, []]);
			const { members, portrait } = await readCohortAndRecordLook(world, bruno, cohort?.id ?? '');
			expect(new Set(members.map(({ progress }) => progress)).size).toBe(3);
			expect(Object.keys(portrait?.figures.said ?? {})).toHaveLength(12);
			// Situations (« shown ») have figures only for dimensions whose situation enough people did; too
			// few have observed levels.
			expect(Object.keys(portrait?.figures.shown ?? {}).sort()).toEqual([
				'critical-thinking',
				'ethical-citizenship',
				'information-literacy',
			]);
			expect(portrait?.figures.observed).toEqual({});
		});
	});

	test('two colleagues published real badges, one with a name', async () => {
		await inside(envFor('demo'), async (world) => {
			const badgesOf = async (username: string) =>
				(await myBadges(world, await actorNamed(world, username))).awards.map(({ award }) => award);
			expect(await badgesOf('gpaquin')).toMatchObject([
				{ badge: 'practice-collaboration', showsName: true, publishedAt: expect.any(Date) },
			]);
			expect(await badgesOf('mosavaria')).toMatchObject([
				{ badge: 'exploration-communication', showsName: false, publishedAt: expect.any(Date) },
			]);
			for (const username of ['gpaquin', 'mosavaria']) {
				const [award] = await badgesOf(username);
				const answer = await macaron(envFor('demo'), ['verify', award?.shortCode ?? '', '--json']);
				expect(answer.exit).toBe(0);
				expect(JSON.parse(answer.out).verdict).toBe('valid');
			}
		});
	});

	test('an interrupted start leaves nothing, and the next one makes it whole', async () => {
		const env = envFor('half', { BADGES_DIR: join(folder, 'no-badges') });
		const broken = await macaron(env, ['prepare']);
		expect([broken.exit, broken.out]).toEqual([2, '']);
		await inside(env, async (world) => expect(await listInstitutions(world)).toEqual([]));
		expect((await macaron(envFor('half'), ['prepare'])).out).toContain('Ada Tremblay-Roy');
	});

	test('erased, it is empty; the next start makes another', async () => {
		const env = envFor('erased');
		const before = JSON.parse((await macaron(env, ['demo', '--json'])).out) as Record<string, string>;
		const ada = await inside(env, (world) => actorNamed(world, 'ada'));
		expect((await macaron(env, ['demo', '--erase'])).out).toContain('La démonstration est vide');
		await inside(env, async (world) => {
			expect(await listInstitutions(world)).toEqual([]);
			expect((await peopleByIds(world, [ada.id])).size).toBe(0);
		});
		expect(readFileSync(join(env.DATA_DIR, 'macaron.db'), 'latin1')).not.toContain('Tremblay');
		expect((await macaron(env, ['demo', '--erase'])).out).toContain('rien à supprimer');
		const after = JSON.parse((await macaron(env, ['demo', '--json'])).out) as Record<string, string>;
		expect(Object.keys(after)).toEqual(Object.keys(before));
	});

	test('seeding adds the same people each time, and they join the cohort asked for', async () => {
		const env = envFor('seeded');
		await macaron(env, ['demo', '--json']);
		const code = await inside(env, async (world) => {
			const [cohort] = await advisedCohorts(world, await actorNamed(world, 'bruno'));
			return cohort?.joinCode ?? '';
		});
		const answer = await macaron(env, ['seed', '--learners', '30', '--cohort', code.toUpperCase()]);
		expect(answer).toMatchObject({ exit: 0, err: '' });
		expect(answer.out).toContain('apprenant-0030');
		const counts = () => countedIn(join(env.DATA_DIR, 'macaron.db'));
		const before = counts();
		// Without --cohort, learners join the institution’s first cohort.
		expect((await macaron(env, ['seed', '--learners', '22'])).out).toContain('apprenant-0052');
		await inside(env, async (world) => {
			const bruno = await actorNamed(world, 'bruno');
			const [cohort] = await advisedCohorts(world, bruno);
			expect(cohort?.members).toBe(76);
			expect(await readCohortAndRecordLook(world, bruno, cohort!.id)).toMatchObject({
				counts: { people: 76 },
				pages: 2,
			});
		});
		const after = counts();
		// Each learner has twelve answers with their history, two trainings and one share; one in fifty has a
		// badge.
		const added = Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - before[name]!]));
		expect(added).toEqual({
			...{ people: 22, memberships: 22, assessments: 22, answers: 264, answer_history: 264 },
			...{ trainings: 44, shares: 22, cohort_people: 22, awards: 1 },
		});
		const [award] = await inside(env, async (world) =>
			awardsOf(world.db.read, (await personByUsername(world, 'apprenant-0050'))!.id),
		);
		const given = new TextEncoder().encode(award!.credential!);
		const told = await macaron(env, ['verify', '-', '--json'], given);
		expect([told.err, told.exit]).toEqual(['', 0]);
		expect(JSON.parse(told.out)).toMatchObject({ verdict: 'valid' });
		expect((await macaron(env, ['seed', '--learners', '1', '--cohort', 'zzzzzzzz'])).exit).toBe(1);
		for (const wrong of ['0', 'dix', '100001', '-3']) {
			expect((await macaron(env, ['seed', `--learners=${wrong}`])).exit).toBe(2);
		}
	});
});

describe('verifying from the console', () => {
	test('a file, what comes in, a code: valid; altered, revoked, unknown: said so', async () => {
		const env = envFor('verify');
		await macaron(env, ['demo', '--json']);
		const files = await inside(env, async (world) => {
			const emile = await actorNamed(world, 'emile');
			const { awards } = await myBadges(world, emile);
			const id = awards[0]?.award.id ?? '';
			const [png, svg, json] = await Promise.all(
				(['png', 'svg', 'json'] as const).map((form) => awardFile(world, emile, id, form)),
			);
			return { id, code: awards[0]?.award.shortCode ?? '', png, svg, json };
		});
		for (const form of ['png', 'svg', 'json'] as const) {
			const bytes = files[form]?.bytes ?? new Uint8Array();
			const file = join(folder, `badge.${form}`);
			writeFileSync(file, bytes);
			const named = await macaron(env, ['verify', file, '--json']);
			expect([named.exit, JSON.parse(named.out).verdict, named.err]).toEqual([0, 'valid', '']);
			expect((await macaron(env, ['verify', '-'], bytes)).exit).toBe(0);
		}
		const told = await macaron(env, ['verify', join(folder, 'badge.png')]);
		expect(told.out).toMatch(/^Valide\n/);
		expect(told.out).toContain('[Vérifié] ');
		expect((await macaron(env, ['--lang=en', 'verify', join(folder, 'badge.png')])).out).toMatch(/^Valid\n/);
		expect((await macaron(env, ['--lang', 'en', 'verify', join(folder, 'badge.png')])).out).toMatch(
			/^Valid\n/,
		);
		expect((await macaron(env, ['verify', join(folder, 'badge.png'), '--lang=en'])).out).toMatch(/^Valid\n/);

		const text = Buffer.from(files.json?.bytes ?? []).toString('utf8');
		const altered = Buffer.from(text.replace('Exploration', 'Exploratiom'));
		const refused = await macaron(env, ['verify', '-', '--json'], altered);
		expect([refused.exit, JSON.parse(refused.out).verdict]).toEqual([1, 'altered']);
		const other = Buffer.from(text.replaceAll('did:web:localhost', 'did:web:elsewhere.example'));
		expect((await macaron(env, ['verify', '-', '--offline'], other)).exit).not.toBe(0);
		expect((await macaron(env, ['verify', '-'], Buffer.from('bonjour'))).exit).toBe(1);

		await inside(env, async (world) => {
			const reason = 'Délivré par erreur, à reprendre.';
			await revokeAward(world, await actorNamed(world, 'chloe'), files.id, { reason, key: world.newId() });
		});
		const revoked = await macaron(env, ['verify', join(folder, 'badge.png'), '--json']);
		expect([revoked.exit, JSON.parse(revoked.out).verdict]).toEqual([1, 'revoked']);
		// The badge was never published, so its short code reveals nothing.
		expect((await macaron(env, ['verify', files.code])).exit).toBe(2);
	});

	test('a file that is not there, a folder, no argument: one sentence, exit 2', async () => {
		const env = envFor('demo');
		const lost = await macaron(env, ['verify', join(folder, 'nulle-part.png')]);
		expect([lost.exit, lost.out]).toEqual([2, '']);
		expect(lost.err).toMatch(/nulle-part\.png.* n’est ni un fichier/);
		expect((await macaron(env, ['verify', folder])).err).toContain('EISDIR');
		expect((await macaron(env, ['verify'])).exit).toBe(2);
		expect((await macaron(envFor('never'), ['verify', 'ABCD2345'])).err).toContain('npm start');
	});

	test('a printed sheet is not signed: its code is to be typed, with a data folder or without', async () => {
		const sheet = join(folder, 'fiche.pdf');
		writeFileSync(sheet, '%PDF-1.7\n');
		for (const env of [envFor('demo'), envFor('never')]) {
			const told = await macaron(env, ['verify', sheet]);
			expect([told.exit, told.out]).toEqual([2, '']);
			expect(told.err).toMatch(/fiche\.pdf.*tapez plutôt le code/);
		}
		expect((await macaron(envFor('demo'), ['verify', '-'], Buffer.from('%PDF-1.7\n'))).exit).toBe(2);
	});
});

describe('a real service', () => {
	const real = (name: string) => envFor(name, { ORIGIN: 'https://macaron.example' });

	test('the first start shows the set-up address, a new one each time', async () => {
		const address = /https:\/\/macaron\.example\/setup\/[\w-]{43}/;
		const one = address.exec((await macaron(real('real'), ['prepare'])).out)?.[0];
		const two = address.exec((await macaron(real('real'), ['prepare'])).out)?.[0];
		expect(one).toBeDefined();
		expect(two).toBeDefined();
		expect(one).not.toBe(two);
	});

	test('a demonstration is never shown as a real service, nor emptied as one', async () => {
		const taken = await macaron(envFor('demo', { ORIGIN: 'https://macaron.example' }), ['prepare']);
		expect([taken.exit, taken.out]).toEqual([2, '']);
		expect(taken.err).toContain('démonstration');
		for (const args of [['demo'], ['demo', '--erase'], ['seed', '--learners', '1']]) {
			expect(await macaron(real('real'), args)).toMatchObject({ exit: 2, out: '' });
		}
	});

	test('accounts are added with a password to change, once', async () => {
		const env = envFor('accounts');
		await macaron(env, ['demo', '--json']);
		const args = ['user', 'add', '--username', 'zoe', '--name', 'Zoé Roy', '--role', 'learner'];
		expect((await macaron(env, args)).err).toContain('--audience');
		const made = await macaron(env, [...args, '--audience', 'student', '--json']);
		const { password, institution } = JSON.parse(made.out);
		expect(institution).toBe('demonstration');
		await inside(env, async (world) => {
			const entered = await signIn(world, { identifier: 'zoe', password, address: 'here' });
			expect(entered.mustChangePassword).toBe(true);
		});
		const staff = ['--username', 'yan', '--name', 'Yan Roy', '--role', 'learner', '--audience', 'staff'];
		expect((await macaron(env, ['user', 'add', ...staff])).exit).toBe(0);
		const again = await macaron(env, [...args, '--audience', 'student']);
		expect([again.exit, again.out]).toEqual([1, '']);
		expect(again.err).toContain('déjà pris');
		expect((await macaron(env, [...args, '--audience', 'chat'])).err).toContain('teacher, staff, student');
		expect((await macaron(env, [...args, '--institution', 'ailleurs'])).exit).toBe(2);
	});

	test('the issuing body shows its DID and its keys, never their private half', async () => {
		const { out } = await macaron(envFor('demo'), ['issuer', 'show', '--json']);
		const issuer = JSON.parse(out);
		expect(issuer.did).toBe('did:web:localhost%3A3000:i:demonstration');
		expect(issuer.keys).toMatchObject([{ state: 'active', id: expect.stringMatching(/^z6Mk/) }]);
		expect(Object.keys(issuer.keys[0]).sort()).toEqual([
			'address',
			'algorithm',
			'endedAt',
			'id',
			'notBefore',
			'state',
		]);
		expect((await macaron(envFor('demo'), ['issuer', 'show'])).out).toContain('en service');
	});
});

describe('what is typed wrong', () => {
	test.each([
		[[], 2],
		[['nope'], 2],
		[['verify', '--nope'], 2],
		[['verify', 'a', 'b'], 2],
		[['demo', '--lang', 'de'], 2],
		[['help'], 0],
		[['--help'], 0],
		[['verify', '--help'], 0],
		[['user', 'add', '-h', '--lang', 'en'], 0],
	])('%j ends with %i and one readable answer', async (args, exit) => {
		const answer = await macaron(envFor('demo'), args);
		expect(answer.exit).toBe(exit);
		expect(exit === 0 ? answer.err : answer.out).toBe('');
		expect(answer.out + answer.err).not.toMatch(/ {4}at |undefined|\{\w+\}/);
	});

	test('an option written badly is named, with the nearest there is; so is a command', async () => {
		const told = async (...args: string[]) => {
			const { exit, out, err } = await macaron(envFor('wrong'), args);
			expect([exit, out]).toEqual([2, '']);
			return err;
		};
		expect(await told('user', 'add', '--name')).toContain('--name attend une valeur');
		expect(await told('user', 'add', '--username', '--name', 'Zoé')).toContain(
			'--username attend une valeur',
		);
		expect(await told('user', 'add', '--json=oui')).toContain('--json s’écrit sans valeur');
		expect(await told('user', 'add', '--help=oui')).toContain('--help s’écrit sans valeur');
		expect(await told('user', 'add', '--rôle', 'learner')).toMatch(/--rôle.*--role\?/);
		expect(await told('user', 'add', '--couleur')).not.toContain('Vouliez');
		expect(await told('user', 'ad')).toMatch(/user ad\..*user add\?/);
		expect(await told('verfy', 'badge.png')).toMatch(/verify\?/);
		expect(await told('danser')).toContain('Commande inconnue\u00a0: danser');
	});

	test('every fault of the settings at once', async () => {
		const answer = await macaron(envFor('demo', { PORT: 'x', ORIGIN: 'http://a' }), ['prepare']);
		expect(answer.exit).toBe(2);
		expect(answer.err).toMatch(/PORT[\s\S]*ORIGIN/);
	});

	test('a folder that cannot be used is named, with the cause', async () => {
		const file = join(folder, 'a-file');
		writeFileSync(file, '');
		const answer = await macaron(envFor('a-file/data'), ['prepare']);
		expect(answer).toMatchObject({ exit: 2, out: '' });
		expect(answer.err).toMatch(/a-file\/data.*(ENOTDIR|EEXIST)/);
	});
});
