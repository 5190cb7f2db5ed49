import type { ApplicationEvent } from '../application-states.ts';

/** What each event of an application is recorded as. */
export const RECORDED_AS: Readonly<Record<ApplicationEvent, string>> = {
	submit: 'application.submitted',
	withdraw: 'application.withdrawn',
	return: 'application.returned',
	refuse: 'application.refused',
	accept: 'application.accepted',
};
