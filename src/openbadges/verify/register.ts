import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { KnownIssuer, VerifyOptions } from './options.ts';

/** Whether a register that the caller consults knows the issuer. */
export async function checkRegister(id: string, options: VerifyOptions): Promise<Check<'register'>> {
	if (!options.knownIssuers) return check('register', 'not-asked');
	let known: KnownIssuer;
	try {
		known = await options.knownIssuers(id);
	} catch {
		known = { kind: 'unknown' };
	}
	const register = 'register' in known ? { register: known.register } : {};
	return check('register', known.kind, register);
}
