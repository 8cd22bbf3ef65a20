export class GraphAncestors extends Ancestors {
    /** @override */
    override written: Written;
}
import { Ancestors } from '../ancestors.js';
import { Written } from './written.js';
