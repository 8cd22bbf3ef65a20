/**
 * @param {string} text
 * @param {number} maxDepth
 * @returns {TextFault | undefined} undefined when the text is JSON and no deeper than that
 */
export function findFault(text: string, maxDepth: number): TextFault | undefined;
/** Whether brackets of a JSON text nest deeper than `maxDepth`. @param {string} text @param {number} maxDepth */
export function isDeeper(text: string, maxDepth: number): boolean;
export type TextFault = {
    code: string;
    sentence: string;
    place: {
        offset: number;
        line: number;
        column: number;
    };
};
