import type { ApplicationEvent } from '../application-states.ts';

/**
 * For each event of an application, the name under which it is recorded for the listeners (`recordEvent`).
 */
export const RECORDED_AS: Readonly<Record<ApplicationEvent, string>> = {
	submit: 'application.submitted',
	withdraw: 'application.withdrawn',
	return: 'application.returned',
	refuse: 'application.refused',
	accept: 'application.accepted',
};

/** The name under which an opinion is recorded after which others must act. */
export const OPINION_RECORDED_AS = 'application.opinion-given';
