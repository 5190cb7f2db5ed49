import { hasPassed } from '../report.ts';
import type { Check, IssuerVoucher } from '../report.ts';

/**
 * Who vouches for the issuer, from the steps that were done; `null` if the badge could not be attributed to
 * the issuer.
 */
export function voucherOf(checks: readonly Check[]): IssuerVoucher | null {
	const step = <C extends Check['id']>(id: C) => checks.find((one) => one.id === id);
	const binding = step('binding');
	// If the step `signature` did not pass, the content cannot be attributed to any issuer.
	if (!hasPassed(step('signature'))) return null;
	if (binding?.outcome === 'unknown') return { by: 'nobody' };
	if (!hasPassed(binding)) return null;
	const register = step('register');
	if (register?.reason === 'this-site') return { by: 'this-site' };
	if (register?.reason === 'listed') return { by: 'register', register: register.params['register'] ?? '' };
	// A did:key only vouches for itself, and has no address from which to get a document.
	return { by: step('issuer')?.reason === 'key-only' ? 'nobody' : 'itself' };
}
