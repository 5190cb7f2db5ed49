import type { FormDrafts } from '#drafts/server';
import type { Actor } from '#identity';
import type { World } from '#platform/server';

declare global {
	namespace App {
		interface Locals {
			world: World;
			actor: Actor;
			/** Reads and stores what the actor typed in forms and has not sent (drafts). */
			drafts: FormDrafts;
			locale: 'fr' | 'en';
			/** Random id of the request, in the log and on the error page. */
			requestId: string;
		}
		interface PageState {
			/**
			 * Slug of the dimension that shallow routing shows without a request to the server: when the
			 * browser is offline, or when a visitor tries the questionnaire without an account (`/try`).
			 */
			dimension?: string;
		}
		interface Error {
			message: string;
			id?: string;
		}
	}
}

export {};
