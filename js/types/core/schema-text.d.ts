/**
 * @param {Layout} layout
 * @returns {SchemaClasses | undefined} undefined when text cannot or should not be compiled
 */
export function compiledClasses(layout: Layout): SchemaClasses | undefined;
import type { Layout } from './schema-layout.js';
import type { SchemaClasses } from './schema-layout.js';
