import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobsOnThisThread, openWorld, readSettings } from '#platform/server';
import { recordAnswer } from '#assessment/server';
import { awardToken } from '#awards/server';
import { decide, awardBadgesByRule, reviewQueue } from '#applications/server';
import { recordTraining } from '#training/server';
import { REFLECTION } from '../../tests/recognised/cast.ts';
import { actorNamed } from './demonstration/event.ts';
import { run } from './run.ts';
import { closings } from '../closings.ts';

const folder = mkdtempSync(join(tmpdir(), 'macaron-issuer-'));
const keyFile = join(folder, 'seal.key');
const env = {
	DATA_DIR: join(folder, 'data'),
	KEY_FILE: keyFile,
	BADGES_DIR: join(resolve(import.meta.dirname, '../..'), 'badges'),
};

async function macaron(...args: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	const stdin = async () => new Uint8Array();
	const print = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
	const exit = await run(args, { env, stdin, ...print });
	const said = err.filter((line) => !line.startsWith('{"at"'));
	return { exit, out: out.join('\n'), err: said.join('\n') };
}

interface Shown {
	halted: string[];
	keys: { id: string; algorithm: string; state: string; address: string }[];
}
const shown = async () => JSON.parse((await macaron('issuer', 'show', '--json')).out) as Shown;
const states = async () => (await shown()).keys.map(({ state }) => state);

beforeAll(async () => void (await macaron('prepare')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('rotate: the new key signs, the earlier one is retired; --plan only prepares', async () => {
	const [first] = (await shown()).keys;
	const planned = JSON.parse((await macaron('issuer', 'rotate', '--plan', '--json')).out) as object;
	expect(await states()).toEqual(['active', 'planned']);
	const rotated = await macaron('issuer', 'rotate', '--json');
	expect(rotated.exit).toBe(0);
	expect(JSON.parse(rotated.out)).toEqual({
		active: Object.values(planned)[0],
		retired: first?.id,
		tokens: [],
	});
	expect(await states()).toEqual(['retired', 'active']);
	expect((await macaron('issuer', 'rotate')).out).toMatch(/^Clé en service\s: z6Mk/);
	expect((await macaron('issuer', 'rotate', '--institution', 'ailleurs')).exit).toBe(2);
});

test('compromise: with a reason; the key that signed is replaced, and its badges are counted', async () => {
	const first = (await shown()).keys[0]?.id ?? '';
	expect((await macaron('issuer', 'compromise', first)).err).toContain('--reason');
	expect((await macaron('issuer', 'compromise', '--reason', 'x')).exit).toBe(2);
	expect((await macaron('issuer', 'compromise', 'z6MkNon', '--reason', 'x')).exit).toBe(1);
	const done = await macaron('issuer', 'compromise', first, '--reason', 'Copie trouvée.', '--json');
	expect(done.exit).toBe(0);
	// The compromised key had signed the demonstration's three badges.
	expect(JSON.parse(done.out)).toMatchObject({ compromised: first, replacedBy: null, badges: 3 });
	const again = await macaron('issuer', 'compromise', first, '--reason', 'Encore.');
	expect([again.exit, again.out]).toEqual([1, '']);
	const active = (await shown()).keys.find(({ state }) => state === 'active')?.id ?? '';
	expect((await macaron('issuer', 'compromise', active, '--reason', 'Aussi.')).out).toContain('en service');
	expect(await states()).toContain('active');
});

test('a key for tokens is shown, rotated and withdrawn by the same commands', async () => {
	const quiet = { info: () => {}, warn: () => {}, error: () => {} };
	const world = await openWorld(readSettings(env), quiet, jobsOnThisThread, { closings });
	const ada = await actorNamed(world, 'ada');
	// By now every key of the demonstration's badges is compromised: issue a new badge, with a sound key.
	await recordTraining(world, ada, {
		...{ title: 'Chercher', date: '2026-01-15', minutes: 150, kind: 'course', link: null },
		...{ dimensions: ['problem-solving'], reflection: REFLECTION, key: world.newId() },
	});
	const answer = { statement: 'teacher-problem-solving-2', answer: 2, revision: 0 } as const;
	await recordAnswer(world, ada, { ...answer, key: world.newId() });
	const [given] = await awardBadgesByRule(world, ada.id, 'fr');
	await awardToken(world, ada, given?.id ?? '');
	const key = (await shown()).keys.find(({ algorithm }) => algorithm === 'ES256');
	expect(key).toMatchObject({ state: 'active', address: expect.stringContaining(`/keys/${key?.id}`) });
	const rotated = JSON.parse((await macaron('issuer', 'rotate', '--json')).out) as { tokens: string[] };
	expect(rotated.tokens).toEqual([key?.id]);
	const done = await macaron('issuer', 'compromise', key?.id ?? '', '--reason', 'Copie.', '--json');
	expect(JSON.parse(done.out)).toMatchObject({ compromised: key?.id, replacedBy: null, badges: 1 });
	await world.db.close();
});

test('reissue: counts first, signs with --yes, once; needs a reason, and a key that was compromised', async () => {
	const [first] = (await shown()).keys;
	const kid = first?.id ?? '';
	const reissue = (...args: string[]) => macaron('issuer', 'reissue', ...args);
	expect((await reissue()).exit).toBe(2);
	expect((await reissue('z6MkNon')).exit).toBe(1);
	const active = (await shown()).keys.find(({ state }) => state === 'active')?.id ?? '';
	const sound = await reissue(active);
	expect([sound.exit, sound.err]).toEqual([1, expect.stringContaining('n’est pas déclarée compromise')]);
	const counted = await reissue(kid, '--json');
	const plan = { key: kid, active: 3, withoutText: 0, revoked: 0, superseded: 0, signsNow: active };
	expect([counted.exit, JSON.parse(counted.out)]).toEqual([0, { done: false, ...plan }]);
	expect((await reissue(kid)).out).toMatch(/à signer de nouveau\u00a0: 3\.[^]*Rien n’a été changé/);
	expect((await reissue(kid, '--yes')).err).toContain('--reason');
	const yes = [kid, '--reason', 'Copie trouvée.', '--yes'];

	await macaron('issuer', 'halt', '--reason', 'Incident.');
	const halted = await reissue(...yes);
	expect([halted.exit, halted.out]).toEqual([1, expect.stringContaining('Restent à signer\u00a0: 3.')]);
	expect(halted.err).toContain('La même commande reprendra');
	await macaron('issuer', 'resume');

	const done = await reissue(...yes, '--json');
	const all = { key: kid, done: true, reissued: 3, altered: [], left: 0, stopped: null };
	expect([done.exit, JSON.parse(done.out)]).toEqual([0, all]);
	const again = await reissue(...yes);
	expect([again.exit, again.out]).toEqual([0, expect.stringContaining('de nouveau\u00a0: 0.')]);
	expect(JSON.parse((await reissue(kid, '--json')).out)).toMatchObject({ active: 0, superseded: 3 });
});

test('halt and resume: in force at once, shown with its reason, 1 where there was none', async () => {
	expect((await macaron('issuer', 'halt')).exit).toBe(2);
	expect((await macaron('issuer', 'resume')).exit).toBe(1);
	expect((await macaron('issuer', 'halt', '--reason', 'Incident.')).out).toContain('tout le service');
	const one = ['--institution', 'demonstration'];
	expect((await macaron('issuer', 'halt', '--reason', 'Ici aussi.', ...one, '--json')).exit).toBe(0);
	expect((await shown()).halted).toEqual(['Incident.', 'Ici aussi.']);
	expect((await macaron('issuer', 'show')).out).toMatch(/Délivrance suspendue\s: Incident\./);
	const resumed = await macaron('issuer', 'resume', '--json');
	expect([resumed.exit, JSON.parse(resumed.out)]).toEqual([
		0,
		{ lifted: true, left: 1, published: 0, voided: 0, waiting: 0 },
	]);
	expect((await macaron('issuer', 'resume', ...one)).exit).toBe(0);
	expect((await shown()).halted).toEqual([]);
});

test('a service that runs since before hears of a halt at once; resumed, the same acceptance is given', async () => {
	const quiet = { info: () => {}, warn: () => {}, error: () => {} };
	const world = await openWorld(readSettings(env), quiet, jobsOnThisThread, { closings });
	const bruno = await actorNamed(world, 'bruno');
	const [waiting] = (await reviewQueue(world, bruno, 1)).items;
	const answer = {
		decision: 'accept',
		level: 'intermediate',
		reason: 'Belle démarche.',
		key: world.newId(),
	} as const;
	const accept = () => decide(world, bruno, waiting?.id ?? '', answer);
	await macaron('issuer', 'halt', '--reason', 'Incident.');
	const refused = { code: 'recognition.issuing-halted', status: 503 };
	await expect(accept()).rejects.toMatchObject(refused);
	expect((await reviewQueue(world, bruno, 1)).items).toHaveLength(1);
	await macaron('issuer', 'resume');
	expect(await accept()).toMatchObject({ decision: 'accept', award: expect.any(String) });
	expect((await reviewQueue(world, bruno, 1)).items).toHaveLength(0);
	await world.db.close();
});

test('reseal: the earlier file, a new KEY_FILE of mode 0400; a wrong or the same file changes nothing', async () => {
	const earlier = join(folder, 'earlier.key');
	expect((await macaron('issuer', 'reseal')).err).toContain('--from');
	expect((await macaron('issuer', 'reseal', '--from', keyFile)).exit).toBe(2);
	expect((await macaron('issuer', 'reseal', '--from', earlier)).exit).toBe(2);
	renameSync(keyFile, earlier);
	const wrong = join(folder, 'wrong.key');
	writeFileSync(wrong, new Uint8Array(32));
	const refused = await macaron('issuer', 'reseal', '--from', wrong);
	expect([refused.exit, refused.out]).toEqual([1, '']);
	expect(refused.err).toMatch(/n’ouvrent la clé z6Mk/);
	const count = (await shown()).keys.length;
	const done = await macaron('issuer', 'reseal', '--from', earlier, '--json');
	expect([done.exit, JSON.parse(done.out)]).toEqual([0, { resealed: count, already: 0 }]);
	expect(existsSync(keyFile)).toBe(true);
	expect(statSync(keyFile).mode & 0o777).toBe(0o400);
	const again = await macaron('issuer', 'reseal', '--from', earlier, '--json');
	expect(JSON.parse(again.out)).toEqual({ resealed: 0, already: count });
	chmodSync(earlier, 0o600);
	expect((await macaron('issuer', 'rotate')).exit).toBe(0);
});
