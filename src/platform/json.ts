/** A value that survives JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a form sent, as its schema read it; a field that is undefined is as good as absent. */
export type Sent = { readonly [field: string]: Json | undefined };
