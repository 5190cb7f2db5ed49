import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailServer, type LoopbackMailServer, type Treatment } from '#tests/loopback/mail-server';
import { askedBy } from '#tests/asked';
import { eachDialect, type TestWorld } from '#tests/world';
import { tables } from '../database/tables.ts';
import type { MailWriters, World } from '../world.ts';
import { deleteOldMails, deliverDueMails, LEASE_MS, MOST_TRIES } from './deliver-mails.ts';
import { latestMails, makeMailDue, nextDueMail, takeMail } from './mail-store.ts';
import { queueMail, queueMailIfNone, queueMails } from './queue-mail.ts';
import { smtpSender } from './smtp.ts';

const FROM = 'Macaron <macaron@exemple.qc.ca>';
const writers: MailWriters = {
	'new-password': ({ origin }, { values: { token = '' }, locale }) => ({
		subject: locale === 'fr' ? 'Votre nouveau mot de passe' : 'Your new password',
		paragraphs: ['Bonjour,', 'Émile & Cie <demande>'],
		action: { label: 'Choisir', href: `${origin}/sign-in/new-password/${token}` },
		unsubscribe: `${origin}/unsubscribe/${token}`,
		footer: ['Vous n’avez rien demandé ? Ne faites rien.', `${origin}/unsubscribe/${token}`],
	}),
};

eachDialect('mails', (bare) => {
	let server: LoopbackMailServer;
	let world: TestWorld & World;
	let treat: (recipient: string, nth: number) => Treatment;
	let close: () => void;
	beforeEach(async () => {
		treat = () => 'take';
		server = await startMailServer((recipient, nth) => treat(recipient, nth));
		const sender = smtpSender({ url: server.url, from: FROM });
		close = sender.close;
		world = { ...bare(), mailing: { writers, send: sender.send } };
		world.setNow(new Date(Math.max(bare().now().getTime(), last) + 40 * 86_400_000));
		last = world.now().getTime();
		await deleteOldMails(world);
	});
	afterEach(async () => {
		close();
		await server.close();
	});
	let last = 0;

	const later = (ms: number) => {
		last = world.now().getTime() + ms;
		world.setNow(new Date(last));
	};
	const queue = (
		recipient: string,
		values = { token: 's3cret-t0ken' },
		more: { bulk?: true; sentFor?: string; locale?: 'en'; dueAt?: Date } = {},
	) =>
		world.db.write((tx) =>
			queueMail(tx, world, {
				...{ person: null, recipient, kind: 'new-password', locale: 'fr', values },
				expiresAt: new Date(world.now().getTime() + 3 * 86_400_000),
				...more,
			}),
		);
	const retry = (id: string) => world.db.write((tx) => makeMailDue(tx, id, world.now()));
	const mails = async () =>
		(await latestMails(world.db.read, 100)).filter(({ createdAt }) => createdAt >= began);
	let began = new Date(0);
	beforeEach(() => void (began = world.now()));

	test('its links open pages in its language, which a browser that never chose reads in French', async () => {
		await queue('ada@exemple.qc.ca');
		await queue('bruno@exemple.qc.ca', { token: 'a-b' }, { locale: 'en' });
		await deliverDueMails(world);
		const [french, english] = await Promise.all(
			['ada@exemple.qc.ca', 'bruno@exemple.qc.ca'].map(async (address) => {
				const mail = (await latestMails(world.db.read, 100)).find(({ recipient }) => recipient === address)!;
				const received = server.received.find(({ to }) => to.includes(address))!;
				return { mail, source: received.source.replace(/=\r\n/g, '').replace(/\r\n\s+/g, ' ') };
			}),
		);
		expect(french!.source).not.toContain('?lang');
		const link = `${world.origin}/sign-in/new-password/a-b?lang=en`;
		const leaving = `${world.origin}/unsubscribe/a-b?lang=en`;
		expect(english!.source.replaceAll('=3D', '=')).toContain(link);
		expect(english!.source).toContain(`List-Unsubscribe: <${leaving}>`);
		// In the header, in the text and in the HTML.
		expect(english!.source.replaceAll('=3D', '=').split(leaving)).toHaveLength(4);
		expect(english!.mail.sealedValues).toBeNull();
	});

	test('a mail reaches its address once, in text and in HTML, and its values are then deleted', async () => {
		await queue('ada@exemple.qc.ca');
		expect(JSON.stringify(await mails())).not.toContain('s3cret');
		expect(await deliverDueMails(world)).toBe(1);
		expect(await deliverDueMails(world)).toBe(0);
		const [mail] = server.received;
		expect(server.received).toHaveLength(1);
		expect(mail?.to).toEqual(['ada@exemple.qc.ca']);
		expect(mail?.source).toContain('Subject: Votre nouveau mot de passe');
		expect(mail?.source).toContain('From: Macaron <macaron@exemple.qc.ca>');
		expect(mail?.source).toMatch(/multipart\/alternative/);
		expect(mail?.source).toContain('s3cret-t0ken');
		expect(mail?.source).not.toContain('<demande></p>');
		expect(await mails()).toMatchObject([
			{ state: 'sent', sealedValues: null, attempts: 1, uncertain: false },
		]);
	});

	test('what somebody waits for leaves before what was sent to many, each in the order it was queued', async () => {
		for (const [at, to] of ['many-1', 'many-2', 'one-1', 'one-2'].entries()) {
			await queue(`${to}@exemple.qc.ca`, { token: 'x' }, to.startsWith('many') ? { bulk: true } : {});
			later(at + 1);
		}
		expect(await deliverDueMails(world)).toBe(4);
		expect(server.received.map(({ to }) => to[0]?.split('@')[0])).toEqual([
			'one-1',
			'one-2',
			'many-1',
			'many-2',
		]);
	});

	test('of those sent to many, the institutions take turns; who waits for a mail waits behind none of them', async () => {
		const many = (of: string, at: number, dueAt?: Date) => {
			later(1);
			return queue(`${of}-${at}@exemple.qc.ca`, undefined, {
				bulk: true,
				sentFor: of,
				...(dueAt && { dueAt }),
			});
		};
		await world.db.write(async (tx) => void (await tx.delete(tables(world.db).mails)));
		for (let at = 0; at < 6; at += 1) await many('aa', at);
		later(1000);
		// Later, so behind all of these by time alone. Those of `bb` wait for their next try.
		for (let at = 0; at < 3; at += 1) await many('bb', at, new Date(world.now().getTime() + 60_000));
		for (let at = 0; at < 2; at += 1) await many('cc', at);
		await many('dd', 0);
		let taken = 0;
		treat = () => {
			taken += 1;
			return 'take';
		};
		await deliverDueMails(world, () => taken >= 4);
		await queue('waits@exemple.qc.ca');
		await deliverDueMails(world);
		const sent = server.received.map(({ to }) => to[0]?.split('@')[0]);
		// Whose turn is first depends on who was served before; then each has its own.
		expect(new Set(sent.slice(0, 3))).toEqual(new Set(['aa-0', 'cc-0', 'dd-0']));
		expect(sent.slice(3, 5)).toContain('waits');
		expect(sent.indexOf('cc-1')).toBeLessThan(sent.indexOf('aa-2'));
		expect(sent.filter((one) => one?.startsWith('aa'))).toEqual([
			'aa-0',
			'aa-1',
			'aa-2',
			'aa-3',
			'aa-4',
			'aa-5',
		]);
		expect(sent.some((one) => one?.startsWith('bb'))).toBe(false);
		later(60_000);
		await deliverDueMails(world);
		expect(server.received).toHaveLength(13);
	});

	test('whose turn it is costs a look for each institution that waits, however many mails they have', async () => {
		const now = world.now();
		const soon = new Date(now.getTime() + 3_600_000);
		const expiresAt = new Date(now.getTime() + 86_400_000);
		const many = (sentFor: string, howMany: number, dueAt: Date) =>
			world.db.write((tx) =>
				queueMails(
					tx,
					world,
					Array.from({ length: howMany }, (_, at) => ({
						...{ person: null, recipient: `${sentFor}-${at}@exemple.qc.ca`, kind: 'new-password' },
						...({ locale: 'fr', values: { token: 'x' }, expiresAt, bulk: true, sentFor, dueAt } as const),
					})),
				),
			);
		await world.db.write(async (tx) => void (await tx.delete(tables(world.db).mails)));
		// Two institutions whose mails all wait for another try, and one that has something to send.
		await many('aa', 400, soon);
		await many('bb', 400, soon);
		await many('cc', 400, now);
		const take = (after: string) => askedBy(() => nextDueMail(world.db.read, now, after));
		const selects = (asked: readonly string[]) =>
			asked.filter((one) => /^select .* from .mails. /is.test(one)).length;
		// The four fixed looks (waited for, interrupted, any due), then at most one for each of the three.
		for (const after of ['', 'aa', 'bb', 'cc']) {
			const { asked, value } = await take(after);
			expect(value?.sentFor).toBe('cc');
			expect(selects(asked)).toBeLessThanOrEqual(4 + 3 + 1);
		}
		await world.db.write(async (tx) => void (await tx.delete(tables(world.db).mails)));
		await many('aa', 400, soon);
		const { asked, value } = await take('');
		expect(value).toBeUndefined();
		expect(selects(asked)).toBe(4);
	});

	test('without the act that causes it, nothing is queued', async () => {
		const failed = world.db.write(async (tx) => {
			const values = { token: 'x' };
			const mail = {
				person: null,
				recipient: 'ada@exemple.qc.ca',
				kind: 'new-password',
				locale: 'fr',
			} as const;
			await queueMail(tx, world, { ...mail, values, expiresAt: world.now() });
			throw new Error('The act failed.');
		});
		await expect(failed).rejects.toThrow('The act failed.');
		expect(await mails()).toEqual([]);
	});

	test.each<[Treatment, string]>([
		['no-such-address', '550'],
		['spam', '554'],
	])('what the server refuses for good (%s) is not tried again, and says why', async (treatment, fault) => {
		treat = () => treatment;
		await queue('emile@exemple.qc.ca');
		await deliverDueMails(world);
		later(86_400_000);
		expect(await deliverDueMails(world)).toBe(0);
		expect(server.tries.get('emile@exemple.qc.ca')).toBe(1);
		const [refused] = await mails();
		expect(refused).toMatchObject({ state: 'refused', fault });
		// Somebody had the server changed, and asks to try again.
		treat = () => 'take';
		await retry(refused!.id);
		expect(await deliverDueMails(world)).toBe(1);
		expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2, fault: null, sealedValues: null }]);
		expect(await retry(refused!.id)).toBe(false);
	});

	test.each<[Treatment, boolean]>([
		['busy', false],
		['hang-up-before', false],
		['hang-up-after', true],
	])('after « %s » it is tried again later, with the same Message-ID', async (treatment, uncertain) => {
		treat = (_recipient, nth) => (nth === 1 ? treatment : 'take');
		await queue('bruno@exemple.qc.ca');
		await deliverDueMails(world);
		expect(await mails()).toMatchObject([{ state: 'waiting', uncertain }]);
		later(9_000);
		expect(await deliverDueMails(world)).toBe(0);
		later(1_000);
		expect(await deliverDueMails(world)).toBe(1);
		expect(await mails()).toMatchObject([{ state: 'sent', uncertain, attempts: 2 }]);
		const ids = new Set(server.received.map(({ messageId }) => messageId));
		expect([ids.size, server.received.length]).toEqual([1, uncertain ? 2 : 1]);
	});

	test('one that fails does not hold up the others', async () => {
		treat = (recipient) => (recipient.startsWith('bruno') ? 'hang-up-before' : 'take');
		for (const name of ['ada', 'bruno', 'chloe']) await queue(`${name}@exemple.qc.ca`);
		await deliverDueMails(world);
		expect(server.received.flatMap(({ to }) => to).toSorted()).toEqual([
			'ada@exemple.qc.ca',
			'chloe@exemple.qc.ca',
		]);
		expect((await mails()).map(({ state }) => state).toSorted()).toEqual(['sent', 'sent', 'waiting']);
	});

	test('a server that is away keeps nothing back for ever: after thirty tries a mail is given up', async () => {
		await queue('ada@exemple.qc.ca');
		await world.db.write((tx) =>
			queueMail(tx, world, {
				...{ person: null, recipient: 'emile@exemple.qc.ca', kind: 'new-password', locale: 'fr' },
				...{ values: { token: 'x' }, expiresAt: new Date(world.now().getTime() + 3_600_000) },
			}),
		);
		await server.close();
		for (let n = 0; n < MOST_TRIES; n += 1) {
			await deliverDueMails(world);
			later(3_600_000);
		}
		const all = await mails();
		expect(all.find(({ recipient }) => recipient.startsWith('ada'))).toMatchObject({
			...{ state: 'given-up', attempts: MOST_TRIES, fault: 'ESOCKET' },
		});
		// Its link had expired long before.
		expect(all.find(({ recipient }) => recipient.startsWith('emile'))).toMatchObject({
			...{ state: 'given-up', fault: 'expired', sealedValues: null },
		});
		const [ada, emile] = ['ada', 'emile'].map(
			(name) => all.find(({ recipient }) => recipient.startsWith(name))!.id,
		);
		expect(await retry(emile!)).toBe(false);
		// Asked to try again, it waits as at first, and is tried thirty times more.
		expect(await retry(ada!)).toBe(true);
		await deliverDueMails(world);
		later(10_000);
		expect(await deliverDueMails(world)).toBe(1);
		later(2 * 86_400_000);
		await deliverDueMails(world);
		// Once useless, what it was made from is forgotten; what became of it is not.
		later(86_400_000);
		await deliverDueMails(world);
		await deleteOldMails(world);
		expect((await mails()).find(({ id }) => id === ada)).toMatchObject({
			...{ state: 'given-up', fault: 'expired', sealedValues: null },
		});
		server = await startMailServer();
	});

	test('after a crash between the handing over and its record, it is sent again as uncertain', async () => {
		await queue('ada@exemple.qc.ca');
		const now = world.now();
		const until = new Date(now.getTime() + LEASE_MS);
		const next = await nextDueMail(world.db.read, now, '');
		const take = () => world.db.write((tx) => takeMail(tx, { id: next?.id ?? '', now, until }));
		const taken = await take();
		expect(await take()).toBeUndefined();
		expect(taken).toMatchObject({ uncertain: false, attempts: 1 });
		later(LEASE_MS - 1);
		expect(await deliverDueMails(world)).toBe(0);
		later(1);
		await deliverDueMails(world);
		expect(await mails()).toMatchObject([{ state: 'sent', uncertain: true, attempts: 2 }]);
	});

	test('while the sealing key is away a message waits, and is no more uncertain than before', async () => {
		await queue('ada@exemple.qc.ca');
		const seal = {
			...world.seal,
			open: () => {
				throw Object.assign(new Error('no key'), { code: 'platform.key-missing' });
			},
		};
		expect(await deliverDueMails({ ...world, seal })).toBe(1);
		expect(await mails()).toMatchObject([{ state: 'waiting', uncertain: false, attempts: 1 }]);
		expect(world.lines.join('\n')).toContain('mail.not-written');
		later(10_000);
		await deliverDueMails(world);
		expect(await mails()).toMatchObject([{ state: 'sent', uncertain: false, attempts: 2 }]);
	});

	test('asked to stop, it ends after the mail being sent, and the others leave at the next start', async () => {
		for (const name of ['ada', 'bruno', 'chloe']) await queue(`${name}@exemple.qc.ca`);
		expect(await deliverDueMails(world, () => server.received.length >= 1)).toBe(1);
		expect((await mails()).map(({ state }) => state).toSorted()).toEqual(['sent', 'waiting', 'waiting']);
		expect(await deliverDueMails(world)).toBe(2);
	});

	test('a try that ends after another process took the mail changes nothing', async () => {
		await queue('ada@exemple.qc.ca');
		const slow = {
			...world,
			mailing: {
				writers,
				send: async () => {
					later(LEASE_MS);
					await deliverDueMails(world);
					return { kind: 'refused', fault: '550', ofAddress: false } as const;
				},
			},
		};
		await deliverDueMails(slow);
		expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2 }]);
	});

	test('what gathers the news of a day is queued once, a day after the last, and not sent when nothing is left', async () => {
		const [hour, day] = [3_600_000, 86_400_000];
		let left: string[] = [];
		const news: MailWriters = {
			news: () =>
				left.length === 0
					? undefined
					: {
							...{ subject: 'Du nouveau', paragraphs: left, footer: [] },
							unsubscribe: 'https://macaron.example/unsubscribe/x',
						},
		};
		const gathering = { ...world, mailing: { writers: news, send: world.mailing!.send! } };
		const happens = async (what: string) => {
			left.push(what);
			const mail = {
				person: 'ada',
				recipient: 'ada@exemple.qc.ca',
				kind: 'news',
				locale: 'fr',
				values: {},
			} as const;
			const expiresAt = new Date(world.now().getTime() + 3 * day);
			await world.db.write((tx) =>
				queueMailIfNone(tx, gathering, { ...mail, expiresAt }, { delayMs: hour, apartMs: day }),
			);
		};
		await happens('Un badge délivré');
		await happens('Une demande renvoyée');
		expect(await deliverDueMails(gathering)).toBe(0);
		later(hour);
		expect(await deliverDueMails(gathering)).toBe(1);
		const [first] = server.received;
		expect(first?.source).toMatch(/List-Unsubscribe: <https:\/\/macaron.example\/unsubscribe\/x>/);
		expect(first?.source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
		left = [];
		await happens('Une demande refusée');
		later(day - 1);
		expect(await deliverDueMails(gathering)).toBe(0);
		left = [];
		later(hour);
		expect(await deliverDueMails(gathering)).toBe(1);
		expect(server.received).toHaveLength(1);
		expect(await mails()).toMatchObject([{ state: 'sent' }]);
	});

	test('the log names no address, and a service without mail refuses to queue', async () => {
		treat = () => 'no-such-address';
		await queue('emile@exemple.qc.ca');
		await deliverDueMails(world);
		expect(world.lines.join('\n')).toContain('mail.not-sent');
		expect(world.lines.join('\n')).not.toContain('emile@');
		const silent = { ...world, mailing: null };
		const mail = {
			person: null,
			recipient: 'a@b.ca',
			kind: 'new-password',
			locale: 'fr',
			values: {},
		} as const;
		await expect(
			world.db.write((tx) => queueMail(tx, silent, { ...mail, expiresAt: world.now() })),
		).rejects.toMatchObject({ code: 'platform.no-mail', status: 503 });
	});
});
