/** A response of the service to a test's client, with its whole body. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: string;
	/** The address of a redirect, without the origin; empty when there is none. */
	readonly location: string;
}

/** A form as the server rendered it, before anybody typed: its action, and its fields with their values. */
export interface RenderedForm {
	readonly action: string;
	readonly fields: Readonly<Record<string, string>>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/**
 * An HTTP client with a cookie jar, which reads pages and sends their forms like a browser without scripts or
 * pictures.
 */
export interface Visitor {
	readonly origin: string;
	/** Returns the cookies of the jar as the value of a Cookie header. */
	cookie(): string;
	setCookie(name: string, value: string): void;
	/** Sends any request, with the cookies of the jar; does not follow redirects. */
	ask(path: string, init: RequestInit, headers?: Record<string, string>): Promise<Answer>;
	get(path: string, headers?: Record<string, string>): Promise<Answer>;
	/** Sends JSON as a program would, without an Origin header. */
	postJson(path: string, body: object): Promise<Answer>;
	/** Sends a form as a browser would, with the Origin of the service. */
	post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Answer>;
	/** Opens a page and reads its form with this action. */
	form(path: string, action: string): Promise<RenderedForm>;
	/** Opens a page, fills in the form with this action, and sends it. */
	send(path: string, action: string, fields: Fields): Promise<Answer>;
	/** Like `send`, with a file in one more field. */
	sendFile(
		path: string,
		action: string,
		fields: Fields,
		file: { readonly field: string; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
	): Promise<Answer>;
	signIn(identifier: string, password: string): Promise<void>;
}

/**
 * The password that a person of a test chooses in the place of a given one. It is fixed: about one random
 * password in a thousand would be refused as easy to guess.
 */
export const OWN_PASSWORD = 'Trois castors sur la rivière';

const decode = (text: string) =>
	text
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');

function attribute(tag: string, name: string): string | undefined {
	const found = tag.match(new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`, 'i'));
	return found ? decode(found[1] ?? '') : undefined;
}

/**
 * Reads every form of a page's HTML with the values of its fields; a form is repeated for each button that
 * sends it to another action.
 */
export function formsOf(html: string): RenderedForm[] {
	return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].flatMap(([form]) => {
		const fields: Record<string, string> = {};
		for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
			const name = attribute(tag, 'name');
			const type = attribute(tag, 'type') ?? 'text';
			if (!name || type === 'file' || type === 'submit') continue;
			if ((type === 'radio' || type === 'checkbox') && attribute(tag, 'checked') === undefined) continue;
			fields[name] = attribute(tag, 'value') ?? '';
		}
		for (const [, tag = '', text = ''] of form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)) {
			const name = attribute(tag, 'name');
			if (name) fields[name] = decode(text);
		}
		for (const [, tag = '', options = ''] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
			const name = attribute(tag, 'name');
			const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
			const chosen = all.find((option) => attribute(option, 'selected') !== undefined) ?? all[0];
			if (name && chosen) fields[name] = attribute(chosen, 'value') ?? '';
		}
		const own = attribute(form.slice(0, form.indexOf('>') + 1), 'action') ?? '';
		const others = [...form.matchAll(/<button\b[^>]*>/g)].flatMap(
			([tag]) => attribute(tag, 'formaction') ?? [],
		);
		return [own, ...others].map((action) => ({ action, fields }));
	});
}

function encode(fields: Fields): URLSearchParams {
	const body = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) {
		for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
	}
	return body;
}

/** Reads the messages in the error summary of a page's refused form. */
export const problemsIn = (html: string): string[] =>
	[
		...(html.match(/class="problems[\s\S]*?<\/div>/)?.[0] ?? '').matchAll(/<(li|p)\b[^>]*>([\s\S]*?)<\/\1>/g),
	].map(([, , text = '']) => decode(text.replace(/<[^>]*>/g, '')).trim());

/** Makes a client with an empty cookie jar: a visitor who has not signed in. */
export function visitor(origin: string): Visitor {
	const jar = new Map<string, string>();
	const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

	async function ask(path: string, init: RequestInit, headers: Record<string, string>): Promise<Answer> {
		const response = await fetch(new URL(path, origin), {
			...init,
			redirect: 'manual',
			// Connections are not kept alive: while the test blocks on a command, it would not notice that
			// the service closes one.
			headers: {
				accept: 'text/html',
				connection: 'close',
				...(jar.size > 0 ? { cookie: cookie() } : {}),
				...headers,
			},
		});
		for (const line of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? [];
			if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
			else jar.set(name, value);
		}
		const body = await response.text();
		const to = response.headers.get('location') ?? '';
		return {
			status: response.status,
			headers: response.headers,
			body,
			location: to.startsWith(origin) ? to.slice(origin.length) : to,
		};
	}

	const self: Visitor = {
		origin,
		cookie,
		setCookie: (name, value) => void jar.set(name, value),
		ask: (path, init, headers = {}) => ask(path, init, headers),
		get: (path, headers = {}) => ask(path, {}, headers),
		postJson: (path, body) =>
			ask(path, { method: 'POST', body: JSON.stringify(body) }, { 'content-type': 'application/json' }),
		post: (path, fields, headers = {}) =>
			ask(path, { method: 'POST', body: encode(fields) }, { origin, ...headers }),
		async form(path, action) {
			const page = await self.get(path);
			const found = formsOf(page.body).find((form) => form.action.split('&')[0] === action);
			if (!found) throw new Error(`No form ${action} on ${path} (status ${page.status}).`);
			return found;
		},
		async send(path, action, fields) {
			const form = await self.form(path, action);
			const [address = ''] = path.split('?');
			return self.post(action.startsWith('?') ? address + action : action, { ...form.fields, ...fields });
		},
		async sendFile(path, action, fields, { field, name, bytes }) {
			const form = await self.form(path, action);
			const body = new FormData();
			for (const [one, value] of Object.entries({ ...form.fields, ...fields }))
				for (const each of typeof value === 'string' ? [value] : value) body.append(one, each);
			body.append(field, new File([bytes], name));
			const [address = ''] = path.split('?');
			return ask(address + action, { method: 'POST', body }, { origin });
		},
		async signIn(identifier, password) {
			const answer = await self.post('/sign-in', { identifier, password });
			if (answer.status !== 303) throw new Error(`${identifier} cannot sign in (status ${answer.status}).`);
			// After a request without cookies, signing in redirects to a page that checks whether the browser
			// kept the session.
			const round = answer.location.startsWith('/sign-in?signed') && (await self.get(answer.location));
			const { location } = round || answer;
			// A password given by the command opens only the account page, until the person has changed it.
			if (location.includes('change=1')) {
				const own = { currentPassword: password, newPassword: OWN_PASSWORD };
				const changed = await self.send('/account', '?/password', own);
				if (changed.status !== 303) throw new Error(`${identifier} keeps a given password.`);
			}
		},
	};
	return self;
}
