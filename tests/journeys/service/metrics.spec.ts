import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { expect } from '@playwright/test';
import { startService } from '../../service.ts';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';

const TOKEN = 'f3b1c2d4e5a6978877665544';
/** A port below those that services of tests take, one for each of them. */
const portBeside = (origin: string) => String(Number(new URL(origin).port) - 10_000);

/** Asks a port of this machine; resolves to the status and the text of the answer. */
const ask = (port: string, path: string, headers: Record<string, string> = {}) =>
	new Promise<{ status: number; text: string }>((done, fail) => {
		request({ host: '127.0.0.1', port, path, headers }, (res) => {
			let text = '';
			res.on('data', (part) => (text += String(part)));
			res.on('end', () => done({ status: res.statusCode ?? 0, text }));
		})
			.on('error', fail)
			.end();
	});

/** Returns which addresses a process listens on with this port, as the system writes them; Linux only. */
const listensOn = (port: string) =>
	readFileSync('/proc/net/tcp', 'utf8')
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.filter(
			(row) =>
				row[3] === '0A' && row[1]?.endsWith(`:${Number(port).toString(16).padStart(4, '0').toUpperCase()}`),
		)
		.map((row) => row[1]?.split(':')[0]);

test('a built service is watched on a port of its own, this machine alone, and never on the public one', async () => {
	const service = await startService((origin) => ({ METRICS_PORT: portBeside(origin) }));
	const port = portBeside(service.origin);
	const ada = visitor(service.origin);
	expect((await ada.get('/framework')).status).toBe(200);
	expect((await ada.get('/metrics')).status).toBe(404);
	const { status, text } = await ask(port, '/metrics');
	expect(status).toBe(200);
	for (const name of [
		...[
			'macaron_requests_total{group="public",status="200"}',
			'macaron_request_seconds_count{group="public"}',
		],
		...[
			'macaron_requests_total{group="other",status="404"}',
			'macaron_requests_total{group="machine",status="200"}',
		],
		...['macaron_writes_waiting', 'macaron_write_seconds_count', 'macaron_write_wait_seconds_count'],
		...['macaron_event_loop_delay_p99_seconds', 'process_resident_memory_bytes'],
		...['macaron_mails_waiting', 'macaron_mails_failed', 'macaron_mails_uncertain'],
		...['macaron_events_waiting', 'macaron_events_failing', 'macaron_sessions_open'],
		...['macaron_database_bytes', 'macaron_disk_free_bytes', 'macaron_issuing_halts'],
	])
		expect(text).toContain(`\n${name} `);
	expect(text).toContain('\nmacaron_issuing_ready 1\n');
	expect(text).toContain('\nmacaron_metrics_failed 0\n');
	expect(text).not.toMatch(/ada|bruno|chlo|mile|@/i);
	expect((await ask(port, '/metrics', { host: 'evil.example' })).status).toBe(421);
	if (process.platform === 'linux') expect(listensOn(port)).toEqual(['0100007F']);
	expect(await service.stop()).toBe(0);
});

test('with a token it is read from elsewhere, by who shows it', async () => {
	const service = await startService((origin) => ({
		METRICS_PORT: portBeside(origin),
		METRICS_TOKEN: TOKEN,
	}));
	const port = portBeside(service.origin);
	const host = 'macaron.internal';
	expect((await ask(port, '/metrics', { host })).status).toBe(401);
	expect((await ask(port, '/metrics', { host, authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
	expect((await ask(port, '/metrics', { host, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
	if (process.platform === 'linux') expect(listensOn(port)).toEqual(['00000000']);
	expect(service.output()).not.toContain(TOKEN);
	expect(await service.stop()).toBe(0);
});
