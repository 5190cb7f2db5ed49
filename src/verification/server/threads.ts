/** Taking apart the form of a badge to verify. */
export { takeApartHere } from './form-job.ts';
/** Taking a badge out of the JSON of a request. */
export { unwrapHere } from './unwrap-job.ts';
