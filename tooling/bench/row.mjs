import { median } from "./statistics.mjs";

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number | null} value the median of the samples; null when it could not be measured
 * @property {string} unit
 * @property {string | null} goal null for a row that only informs
 * @property {boolean | null} holds null without a goal, or without a value
 * @property {number | null} min
 * @property {number | null} max
 * @property {number} samples how many the median is of
 * @property {string} [why] it could not be measured
 *
 * @typedef {{ name: string, unit: string, atMost?: number, atLeast?: number }} Measure
 */

/** @param {Measure} measure @param {readonly number[]} samples @returns {Row} */
export function measured(measure, samples) {
  if (samples.length === 0 || samples.some((sample) => !Number.isFinite(sample)))
    return unmeasured(measure, "A sample is not a number.");
  const value = median(samples);
  const { name, unit, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = measure;
  const goal = goalOf(measure);
  const holds = goal === null ? null : value <= atMost && value >= atLeast;
  const [min, max] = [Math.min(...samples), Math.max(...samples)];
  return { name, value: round(value), unit, goal, holds, min: round(min), max: round(max), samples: samples.length };
}

/** @param {Measure} measure @param {string} why @returns {Row} */
export function unmeasured(measure, why) {
  const { name, unit } = measure;
  return { name, value: null, unit, goal: goalOf(measure), holds: null, min: null, max: null, samples: 0, why };
}

/** @param {Measure} measure */
function goalOf({ atMost, atLeast }) {
  if (atMost !== undefined) return atMost === 0 ? "0" : `≤ ${atMost}`;
  return atLeast === undefined ? null : `≥ ${atLeast}`;
}

/** Four digits that mean something. @param {number} value */
function round(value) {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}
