import { accessibilityIn } from '../accessibility.ts';

accessibilityIn('fr');
