import { expect, test } from 'vitest';
import { Counter, gauge, Histogram, metricsText } from './metric.ts';

test('each metric is told in a sentence, then its type, then its numbers', () => {
	const asked = new Counter('asked_total', 'Requests asked.', ['group', 'status']);
	for (const labels of ['public 200', 'admin 404', 'public 200']) asked.add(labels);
	expect(metricsText([asked.metric, gauge('depth', 'How many wait.', 3)])).toBe(
		[
			'# HELP asked_total Requests asked.',
			'# TYPE asked_total counter',
			'asked_total{group="admin",status="404"} 1',
			'asked_total{group="public",status="200"} 2',
			'# HELP depth How many wait.',
			'# TYPE depth gauge',
			'depth 3',
			'',
		].join('\n'),
	);
});

test('a histogram counts each value under every bound that it does not pass', () => {
	const waits = new Histogram('wait_seconds', 'How long.', [0.1, 1], 'group');
	for (const value of [0.1, 0.5, 1, 7]) waits.add(value, 'public');
	waits.add(0.05, 'admin');
	expect(metricsText([waits.metric]).split('\n').slice(2)).toEqual([
		'wait_seconds_bucket{group="admin",le="0.1"} 1',
		'wait_seconds_bucket{group="admin",le="1"} 1',
		'wait_seconds_bucket{group="admin",le="+Inf"} 1',
		'wait_seconds_sum{group="admin"} 0.05',
		'wait_seconds_count{group="admin"} 1',
		'wait_seconds_bucket{group="public",le="0.1"} 1',
		'wait_seconds_bucket{group="public",le="1"} 3',
		'wait_seconds_bucket{group="public",le="+Inf"} 4',
		'wait_seconds_sum{group="public"} 8.6',
		'wait_seconds_count{group="public"} 4',
		'',
	]);
	const bare = new Histogram('bare', 'Without a label.', [1]);
	bare.add(2);
	expect(metricsText([bare.metric])).toContain(
		'bare_bucket{le="1"} 0\nbare_bucket{le="+Inf"} 1\nbare_sum 2\n',
	);
});

test('a number that is not known is left out, with its sentence', () => {
	expect(metricsText([gauge('age', 'Nobody knows.', undefined)])).toBe('');
	const none = new Counter('none_total', 'Nothing yet.', ['group']);
	expect(metricsText([none.metric, new Histogram('none', 'Nothing yet.', [1]).metric])).toBe('');
});

test('what would end a line or a label is escaped, and every number has its spelling', () => {
	const sample = (value: number) => ({ labels: { name: 'a"b\\c\nd' }, value });
	const written = metricsText([
		{
			name: 'odd',
			help: 'Two\nlines and \\.',
			type: 'gauge',
			samples: [Infinity, -Infinity, NaN].map(sample),
		},
	]);
	expect(written.split('\n')).toEqual([
		'# HELP odd Two\\nlines and \\\\.',
		'# TYPE odd gauge',
		'odd{name="a\\"b\\\\c\\nd"} +Inf',
		'odd{name="a\\"b\\\\c\\nd"} -Inf',
		'odd{name="a\\"b\\\\c\\nd"} NaN',
		'',
	]);
});
