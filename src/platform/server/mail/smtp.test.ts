import { expect, test } from 'vitest';
import { outcomeOf } from './smtp.ts';

test.each([
	['RCPT TO', 550, '550 No such user here', true],
	['RCPT TO', 550, '550 5.1.1 The address does not exist', true],
	['RCPT TO', 553, '553 5.1.3 Bad address', true],
	// The relay refuses this service, or anybody: the address is not at fault.
	['RCPT TO', 550, '550 5.7.1 Relaying denied', false],
	['RCPT TO', 554, '554 Transaction failed', false],
	['DATA', 550, '550 5.1.1 The address does not exist', false],
])('%s answered « %s %s »: the address is at fault or not', (command, responseCode, response, ofAddress) => {
	expect(outcomeOf({ command, responseCode, response }, false)).toEqual({
		...{ kind: 'refused', fault: String(responseCode), ofAddress },
	});
});

test('what is not about the message is tried again; only what was handed over is uncertain', () => {
	const away = { command: 'CONN', code: 'ECONNREFUSED' };
	expect(outcomeOf(away, false)).toEqual({ kind: 'later', fault: 'ECONNREFUSED', uncertain: false });
	expect(outcomeOf({ code: 'ECONNRESET' }, true)).toMatchObject({ kind: 'later', uncertain: true });
	expect(outcomeOf({ command: 'AUTH PLAIN', responseCode: 535 }, false)).toMatchObject({ kind: 'later' });
});
