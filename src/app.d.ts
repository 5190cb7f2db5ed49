import type { FormDrafts } from '#drafts/server';
import type { Actor } from '#identity';
import type { World } from '#platform/server';

declare global {
	namespace App {
		interface Locals {
			world: World;
			actor: Actor;
			/** What is being written in the forms of the page. */
			drafts: FormDrafts;
			locale: 'fr' | 'en';
			/** Names one request in the log and on the error page. */
			requestId: string;
		}
		interface PageState {
			/** The dimension shown in place, without asking the service: the line is cut, or it is a trial. */
			dimension?: string;
		}
		interface Error {
			message: string;
			id?: string;
		}
	}
}

export {};
