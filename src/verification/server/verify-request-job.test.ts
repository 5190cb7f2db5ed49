import { expect, test } from 'vitest';
import { jobsOnThisThread } from '#platform/threads';
import { parseVerifyRequest, parseRequestOnCallingThread } from './verify-request-job.ts';

const long = (length: number) => 'x'.repeat(length);

test.each<[string, string, object]>([
	['a badge as an object', '{"badge":{"id":"x"}}', { typed: '{"id":"x"}' }],
	['a badge as a text', '{"badge":"K7TW-3B9X"}', { typed: 'K7TW-3B9X' }],
	['with a recipient', '{"badge":"x","recipient":"a@b"}', { typed: 'x', recipient: 'a@b' }],
	['an object with one', '{"badge":{},"recipient":"a@b"}', { typed: '{}', recipient: 'a@b' }],
	['the longest recipient', `{"badge":"x","recipient":"${long(320)}"}`, { typed: 'x', recipient: long(320) }],
	['a longer one', `{"badge":"x","recipient":"${long(321)}"}`, { wrong: 'api-recipient' }],
	['a recipient that is a number', '{"badge":"x","recipient":1}', { wrong: 'api-recipient' }],
	['no JSON', '{', { wrong: 'api-not-json' }],
	['the same name twice', '{"badge":"x","badge":"y"}', { wrong: 'api-not-json' }],
	['nothing', '{}', { wrong: 'api-no-badge' }],
	['null', 'null', { wrong: 'api-no-badge' }],
	['a list', '[{"badge":"x"}]', { wrong: 'api-no-badge' }],
	['a text', '"x"', { wrong: 'api-no-badge' }],
	['a badge that is empty', '{"badge":"  "}', { wrong: 'api-no-badge' }],
	['a badge that is null', '{"badge":null}', { wrong: 'api-no-badge' }],
	['a badge that is a list', '{"badge":["x"]}', { wrong: 'api-no-badge' }],
	['a badge that is a number', '{"badge":1}', { wrong: 'api-no-badge' }],
])('%s', async (_name, text, wanted) => {
	expect(await parseRequestOnCallingThread(text)).toEqual(wanted);
	const given = parseVerifyRequest(jobsOnThisThread, text);
	if (!('wrong' in wanted)) expect(await given).toEqual(wanted);
	else
		await expect(given).rejects.toMatchObject({ code: `recognition.${String(wanted.wrong)}`, status: 400 });
});
