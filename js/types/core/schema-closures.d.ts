/** @import { Arena } from './arena.js' */
/** @import { Written } from './extended/written.js' */
/** @import { Copies } from './schema-copies.js' */
/** @import { Layout, SchemaClasses } from './schema-layout.js' */
/** @import { FieldAccessor } from './struct-methods.js' */
/**
 * @param {Layout} layout
 * @returns {SchemaClasses}
 */
export function closureClasses(layout: Layout): SchemaClasses;
import type { Layout } from './schema-layout.js';
import type { SchemaClasses } from './schema-layout.js';
