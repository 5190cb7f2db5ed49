import { passed } from '../report.ts';
import type { Check, Voucher } from '../report.ts';

/**
 * Who vouches for the issuer, by the steps that were done; `null` where nothing was found of whose the badge is, or that
 * it is not the issuer's.
 */
export function voucherOf(checks: readonly Check[]): Voucher | null {
	const step = <C extends Check['id']>(id: C) => checks.find((one) => one.id === id);
	const binding = step('binding');
	// Of a content that nobody signed, nobody is the issuer.
	if (!passed(step('signature'))) return null;
	if (binding?.outcome === 'unknown') return { by: 'nobody' };
	if (!passed(binding)) return null;
	const register = step('register');
	if (register?.reason === 'this-site') return { by: 'this-site' };
	if (register?.reason === 'listed') return { by: 'register', register: register.params['register'] ?? '' };
	// A key says that it is itself; nobody answers at its address.
	return { by: step('issuer')?.reason === 'key-only' ? 'nobody' : 'itself' };
}
