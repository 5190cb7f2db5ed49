import { expect, test } from 'vitest';
import { haltIssuing } from '#awards/server';
import { newId, platformTables, type World } from '#platform/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import {
	countRefusal,
	countRequest,
	routeGroup,
	serviceMetrics,
	startMetrics,
	withMeasures,
} from './service-metrics.ts';

/** The numbers of a text in Prometheus's format, by name and labels; throws for a line that is not in it. */
function numbersIn(text: string): Map<string, number> {
	const names = new Set<string>();
	const numbers = new Map<string, number>();
	expect(text.endsWith('\n')).toBe(true);
	for (const line of text.slice(0, -1).split('\n')) {
		const about = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
		if (about) {
			if (about[1] === 'TYPE') expect(['counter', 'gauge', 'histogram']).toContain(about[3]);
			names.add(about[2] ?? '');
			continue;
		}
		const found = /^([a-zA-Z_:][\w:]*)(\{(?:[a-z]+="[^"\n]*",?)+\})? (\S+)$/.exec(line);
		if (!found) throw new Error(`Not in Prometheus's format: ${line}`);
		const [, name = '', labels = '', value = ''] = found;
		expect(names.has(name) || names.has(name.replace(/_(bucket|sum|count)$/, '')), name).toBe(true);
		expect(numbers.has(name + labels), `${name}${labels} twice`).toBe(false);
		numbers.set(name + labels, value === '+Inf' ? Infinity : Number(value));
	}
	return numbers;
}

async function readOnce(world: World, writesWaiting: () => number = () => 0) {
	const { stop } = startMetrics(world, '1.2.3', writesWaiting);
	try {
		return await serviceMetrics();
	} finally {
		stop();
	}
}

test('a route belongs to the audience of its pages, and there are six groups in all', () => {
	expect(
		['/(public)', '/(public)/b/[id=id]', '/(learner)/today', '/(adviser)/queue', '/(admin)/people'].map(
			routeGroup,
		),
	).toEqual(['public', 'public', 'learner', 'adviser', 'admin']);
	expect(['/(machine)/readyz', '/(elsewhere)/x', '/x', '', null, '/(publicity)/x'].map(routeGroup)).toEqual([
		'machine',
		...['other', 'other', 'other', 'other', 'other'],
	]);
});

test('no service, no metrics', () => {
	expect(() => serviceMetrics()).toThrow('No service is open.');
});

eachDialect('what an operator reads of a service', (world) => {
	test('what waits, what failed, who is signed in, and what was asked', async () => {
		const { measured, writesWaiting } = withMeasures(world());
		const ada = await signedIn(measured, await newcomer(measured, []));
		const { eventDeliveries, mails } = platformTables(measured.db);
		const at = measured.now();
		const later = new Date(at.getTime() + 60_000);
		await measured.db.write(async (tx) => {
			for (const attempts of [0, 0, 3])
				await tx.insert(eventDeliveries).values({
					...{ id: newId(), event: 'award.given', listener: 'notices', about: '{}', person: null },
					...{ recordedAt: at, attempts, dueAt: later },
				});
			for (const [state, uncertain] of [
				['waiting', false],
				['sending', true],
				['sent', true],
				['refused', false],
				['given-up', true],
				['given-up', false],
			] as const)
				await tx.insert(mails).values({
					...{ id: newId(), person: null, recipient: 'ada@exemple.test', kind: 'news', locale: 'fr' },
					...{ sealedValues: null, state, uncertain, attempts: 1, fault: null, createdAt: at },
					...{ dueAt: later, expiresAt: later, endedAt: null },
				});
		});
		await haltIssuing(measured, null, 'Essai');
		for (const status of [200, 200, 503]) countRequest('/(public)/verify', status, 30);
		countRefusal(413);
		const text = await readOnce(measured, writesWaiting);
		const numbers = numbersIn(text);
		const of = (name: string) => numbers.get(name);
		expect({
			events: [of('macaron_events_waiting'), of('macaron_events_failing')],
			mails: [of('macaron_mails_waiting'), of('macaron_mails_failed'), of('macaron_mails_uncertain')],
			sessions: of('macaron_sessions_open'),
			issuing: [of('macaron_issuing_halts'), of('macaron_issuing_ready')],
			writes: of('macaron_writes_waiting'),
			failed: of('macaron_metrics_failed'),
			version: of(`macaron_build_info{version="1.2.3",node="${process.versions.node}"}`),
		}).toEqual({
			events: [3, 1],
			mails: [2, 3, 2],
			sessions: 1,
			issuing: [1, 1],
			writes: 0,
			failed: 0,
			version: 1,
		});
		expect(of('macaron_requests_total{group="public",status="200"}')).toBeGreaterThanOrEqual(2);
		expect(of('macaron_requests_total{group="refused",status="413"}')).toBeGreaterThanOrEqual(1);
		expect(of('macaron_request_seconds_bucket{group="public",le="0.025"}')).toBe(0);
		expect(of('macaron_request_seconds_bucket{group="public",le="0.05"}')).toBe(
			of('macaron_request_seconds_count{group="public"}'),
		);
		expect(of('macaron_write_seconds_count')).toBeGreaterThanOrEqual(3);
		expect(of('macaron_write_wait_seconds_count')).toBe(of('macaron_write_seconds_count'));
		// Whoever reads these numbers learns nothing of anybody.
		expect(text).not.toMatch(/ada|exemple|[0-9a-hjkmnp-tv-z]{26}/i);
		expect(text).not.toContain(ada.id);
	});

	test('the size of the database is told, and that of its disk where it is a file', async () => {
		const numbers = numbersIn(await readOnce(world()));
		const told = ['database_bytes', 'database_wal_bytes', 'disk_free_bytes', 'disk_size_bytes'].filter(
			(name) => numbers.has(`macaron_${name}`),
		);
		const { dialect, sizes } = world().db;
		// PGlite tells no size.
		expect(told).toHaveLength(dialect === 'sqlite' ? 4 : sizes ? 1 : 0);
		if (sizes) expect(numbers.get('macaron_database_bytes')).toBeGreaterThan(100_000);
		if (dialect === 'sqlite') {
			expect(numbers.get('macaron_disk_size_bytes')).toBeGreaterThanOrEqual(
				numbers.get('macaron_disk_free_bytes') ?? Infinity,
			);
		}
		// No backup is scheduled: nothing is said of its age.
		expect([...numbers.keys()].filter((name) => name.includes('backup'))).toEqual([]);
	});

	test('a part that cannot be read is left out and counted, and the others are told', async () => {
		const lines: unknown[] = [];
		const log = { ...world().log, warn: (event: string, facts = {}) => void lines.push({ event, ...facts }) };
		const db = {
			...world().db,
			sizes: () => {
				throw Object.assign(new Error('no'), { code: 'EIO' });
			},
		};
		const numbers = numbersIn(await readOnce({ ...world(), db, log }));
		expect(numbers.get('macaron_metrics_failed')).toBe(1);
		expect(numbers.has('macaron_database_bytes')).toBe(false);
		expect(numbers.has('macaron_sessions_open')).toBe(true);
		expect(lines).toEqual([{ event: 'metrics.part-failed', part: 'disk', code: 'EIO' }]);
	});

	test('asked for again at once, the database is not asked again', async () => {
		let asked = 0;
		const db = { ...world().db, sizes: async () => ({ database: (asked += 1), wal: 0 }) };
		const { stop } = startMetrics({ ...world(), db }, '1.2.3', () => 0);
		const [first, second] = await Promise.all([serviceMetrics(), serviceMetrics()]);
		expect(second).toBe(first);
		expect(await serviceMetrics()).toBe(first);
		expect(asked).toBe(1);
		stop();
	});
});
