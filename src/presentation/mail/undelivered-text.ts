import { m } from '#messages';

/** The name of a kind of mail, as administrators read it. */
export function mailKindText(kind: string): string {
	const names: Readonly<Record<string, () => string>> = {
		invitation: m.mail_kind_invitation,
		'verify-email': m.mail_kind_verify_email,
		'new-password': m.mail_kind_new_password,
		'password-changed': m.mail_kind_password_changed,
		'address-changed': m.mail_kind_address_changed,
		'access-request': m.mail_kind_access_request,
		'erasure-request': m.mail_kind_erasure_request,
		news: m.mail_kind_news,
		'waiting-applications': m.mail_kind_waiting,
	};
	return (names[kind] ?? m.mail_kind_other)();
}

const UNREACHABLE = /^(ECONN\w+|ESOCKET|ETIMEDOUT|EDNS|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH)$/;

/**
 * Why a mail was not sent, in a sentence, from the code that was stored: the mail server's reply code (RFC
 * 5321, section 4.2), or the error's own. A code that is not known is told as it is.
 */
export function mailFaultText(code: string): string {
	if (/^(EAUTH|53[0458])$/.test(code)) return m.mail_fault_sign_in({ code });
	if (code === 'ETLS') return m.mail_fault_insecure({ code });
	if (UNREACHABLE.test(code)) return m.mail_fault_unreachable({ code });
	if (/^55[0136]$/.test(code)) return m.mail_fault_address({ code });
	if (/^5\d\d$/.test(code)) return m.mail_fault_message({ code });
	if (/^4\d\d$/.test(code)) return m.mail_fault_busy({ code });
	if (code === 'platform.key-missing') return m.mail_fault_key();
	return m.mail_fault_other({ code });
}
