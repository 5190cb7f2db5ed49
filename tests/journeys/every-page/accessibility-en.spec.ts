import { accessibilityIn } from '../accessibility.ts';

accessibilityIn('en');
