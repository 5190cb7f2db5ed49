import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import type { RegisterAnswer, VerifyOptions } from './options.ts';

/**
 * Whether a register of issuers that the caller uses lists the issuer `id`; `not-asked` if the caller uses
 * none.
 */
export async function checkRegister(id: string, options: VerifyOptions): Promise<Check<'register'>> {
	if (!options.knownIssuers) return checkResult('register', 'not-asked');
	let known: RegisterAnswer;
	try {
		known = await options.knownIssuers(id);
	} catch {
		known = { kind: 'unknown' };
	}
	const register = 'register' in known ? { register: known.register } : {};
	return checkResult('register', known.kind, register);
}
