import { MEASURE_SETTINGS } from "./measures.ts";
import { OPERATION_SETTINGS } from "./operations.ts";
import { RESPONSE_SETTINGS } from "./response.ts";

/**
 * Every setting on which the guides disagree, C-01 to C-50, in the order of its group. Keys are stored: never rename
 * one.
 */
export const DISPUTED = { ...MEASURE_SETTINGS, ...RESPONSE_SETTINGS, ...OPERATION_SETTINGS };
