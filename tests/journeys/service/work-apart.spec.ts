import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Service, startService } from '../../service.ts';
import { openMailbox } from '../mailbox.ts';
import { setUp } from '../set-up.ts';
import { word } from '../words.ts';

const COMMAND = resolve(import.meta.dirname, '../../../build/server/cli.js');
/** Longer than two looks of a service that sends mails by itself. */
const TWO_LOOKS_MS = 5_000;

/**
 * Runs the operator's command beside this process, whose mail server it writes to; `said` is all that it has
 * printed.
 */
function macaron({ env }: Service, ...args: readonly string[]) {
	const child = spawn(process.execPath, [COMMAND, ...args], {
		...{ cwd: resolve(import.meta.dirname, '../../..'), env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
	return {
		said: () => said,
		end: () => child.kill('SIGTERM'),
		ended: new Promise<number | null>((end) => child.once('close', end)),
	};
}

test('a service may leave mails and schedules to another process, which does them once, or until it is stopped', async () => {
	const mailbox = await openMailbox();
	const service = await startService((origin) => ({
		...{ ORIGIN: origin, WORK: 'apart' },
		...{ SMTP_URL: mailbox.url, MAIL_FROM: 'Macaron <macaron@erables.example>' },
	}));
	try {
		const chloe = await setUp(service);
		const askToVerify = async () => expect((await chloe.send('/account', '?/verify', {})).status).toBe(303);
		await askToVerify();
		await new Promise((waited) => setTimeout(waited, TWO_LOOKS_MS));
		expect(mailbox.mails).toEqual([]);

		const once = macaron(service, 'work', '--once', '--json');
		expect(await once.ended).toBe(0);
		expect(JSON.parse(once.said())).toEqual({ events: 0, mails: 1, schedules: 19 });
		expect(mailbox.mails).toHaveLength(1);
		const again = macaron(service, 'work', '--once', '--lang', 'en');
		expect(await again.ended).toBe(0);
		expect(again.said()).toBe(`${word('en', 'command_work_done', { events: 0, mails: 0, schedules: 0 })}\n`);

		const other = macaron(service, 'work');
		await expect.poll(other.said).toContain(word('fr', 'command_work_started'));
		await askToVerify();
		await expect.poll(() => mailbox.mails.length).toBe(2);
		other.end();
		expect(await other.ended).toBe(0);
	} finally {
		await service.stop();
		await mailbox.close();
	}
});
