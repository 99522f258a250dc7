import fc from "fast-check";

/**
 * Properties are checked with one seed, so that a red run stays red until it is mended; `EVENKEEL_SEED=4711` tries
 * another, `EVENKEEL_LONG=1` a new one each time (fast-check prints it when a property fails).
 */
const wanted = process.env.EVENKEEL_SEED;
if (wanted) fc.configureGlobal({ seed: Number(wanted) });
else if (process.env.EVENKEEL_LONG !== "1") fc.configureGlobal({ seed: 20_261_121 });
