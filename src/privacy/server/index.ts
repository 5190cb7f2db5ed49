/** Erases a person's account with everything in it, and again after an older backup was restored. */
export { erasePersonInUnit, erasePerson, type ErasureInput, redoErasures } from './erase-person.ts';
/** Requests that two administrators answer for somebody absent: asked, confirmed or declined, withdrawn. */
export { askRequest, type RequestInput } from './requests/ask-request.ts';
/** Confirms, declines or withdraws such a request. */
export { answerRequest, withdrawRequest } from './requests/answer-request.ts';
/** The person whom such a request is about says no. */
export { objectToRequest } from './requests/object-to-request.ts';
/** The copy of the person's data that a confirmed request lets its two administrators download. */
export { exportForRequest } from './requests/export-for-request.ts';
/** Carries out the erasures whose time has come. Called every hour. */
export { carryOutRequests } from './requests/carry-out-requests.ts';
/** Reads such requests: about somebody, for administrators; about oneself; those that wait for an administrator. */
export {
	peopleToAnswerFor,
	type ReadRequest,
	type RequestAboutMe,
	requestsAboutMe,
	type RequestsPage,
	requestsPage,
} from './requests/read-requests.ts';
/** Makes the ZIP file of all the data stored about the signed-in person, which they download. */
export { exportPerson, type PersonDataZip } from './export-person.ts';
/** The schemas of the forms by which a person erases their account, and of those about requests. */
export { aboutRequestForm, askRequestForm, eraseForm } from './forms.ts';
/** Every context that stores data: its tables, how it copies a person's data, and how it erases a person. */
export { CONTEXTS, type ContextDataHandling } from './contexts.ts';
