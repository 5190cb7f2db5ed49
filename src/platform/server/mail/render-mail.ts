import type { Locale } from '../../index.ts';
import type { MailMessage } from './mail.ts';

const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/** Writes a message as plain text. */
export function mailText({ paragraphs, action, footer }: MailMessage): string {
	const link = action ? [`${action.label}\n${action.href}`] : [];
	const end = footer.length > 0 ? ['--', ...footer] : [];
	return `${[...paragraphs, ...link, ...end].join('\n\n')}\n`;
}

/**
 * Writes a message as HTML that needs no picture, no layout table and nothing from elsewhere, and that follows
 * the reader's colours.
 */
export function mailHtml({ subject, paragraphs, action, footer }: MailMessage, locale: Locale): string {
	const body = paragraphs.map((text) => `<p>${escaped(text)}</p>`);
	if (action)
		body.push(
			`<p><a href="${escaped(action.href)}"><b>${escaped(action.label)}</b></a><br><small>${escaped(action.href)}</small></p>`,
		);
	const end = footer.map((text) => `<p><small>${escaped(text)}</small></p>`);
	return [
		`<!doctype html><html lang="${locale}-CA"><head><meta charset="utf-8">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		`<title>${escaped(subject)}</title></head>`,
		'<body style="font:17px/1.5 system-ui,sans-serif;max-width:36em;margin:0 auto;padding:16px">',
		...body,
		...(end.length > 0 ? ['<hr>', ...end] : []),
		'</body></html>',
	].join('\n');
}
