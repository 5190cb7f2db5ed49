import { redirect } from '@sveltejs/kit';
import { askForReconsideration, reconsiderForm } from '#applications/server';
import { m } from '#messages';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';

/** Asks the advisers to reconsider what was decided automatically about the badge of the page. */
export const reconsider = formAction(
	reconsiderForm,
	async ({ message, key }, { locals, params }: RequestEvent) => {
		const { world, actor, locale } = locals;
		const title = m.recognition_again_piece();
		const asked = { badge: params.badge, locale, title, message, key };
		redirect(303, `/applications/${await askForReconsideration(world, actor, asked)}`);
	},
);
