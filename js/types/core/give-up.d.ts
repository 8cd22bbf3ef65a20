/** What copies of trees (tree-copy.js) throw where something is not as they assume; carries nothing. */
export const GIVE_UP: Readonly<{}>;
