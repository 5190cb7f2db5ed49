import { expect, test } from 'vitest';
import { jsonLog } from './log.ts';

test('each line is one JSON object, with its instant in UTC, its level, its event and its facts', () => {
	const lines: string[] = [];
	const log = jsonLog((line) => void lines.push(line));
	log.info('request', { ms: 3, route: null, cached: false });
	log.warn('readiness.disk-low');
	log.error('request.failed', { code: 'SQLITE_FULL', where: undefined });
	expect(lines.every((line) => line.endsWith('}\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
	const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
	expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
		{ at, level: 'info', event: 'request', ms: 3, route: null, cached: false },
		{ at, level: 'warn', event: 'readiness.disk-low' },
		{ at, level: 'error', event: 'request.failed', code: 'SQLITE_FULL' },
	]);
});
