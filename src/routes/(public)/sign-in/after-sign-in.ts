/**
 * Where a sign-in leads. A browser that sent a cookie keeps cookies; one that sent none goes round by the sign-in page,
 * which sees whether the session came back, and says so where the browser refused it.
 */
export const afterSignIn = (request: Request, next: string): string =>
	request.headers.has('cookie') ? next : `/sign-in?signed&next=${encodeURIComponent(next)}`;
