import type { Component, ComponentProps } from 'svelte';
import { render } from 'svelte/server';

/**
 * Renders a page to HTML as the server does, with these props; what the page reads of the request's address
 * is `path`.
 */
export function pageOf(
	Page: Component<never>,
	props: { readonly data?: object; readonly form?: object | null; readonly [prop: string]: unknown },
	path = '/',
): { readonly head: string; readonly body: string } {
	const page = { url: new URL(path, 'https://macaron.example'), form: props.form ?? null, data: props.data };
	return render(Page as Component, {
		props: { form: null, ...props } as ComponentProps<Component>,
		context: new Map([['__request__', { page }]]),
	});
}
