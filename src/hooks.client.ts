import { overwriteGetLocale } from './messages/compiled/runtime.js';

// Paraglide would otherwise write the language cookie by itself at the first message, unasked.
overwriteGetLocale(() => (document.documentElement.lang.startsWith('en') ? 'en' : 'fr'));
