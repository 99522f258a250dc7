// `npm run test:faults` runs the guard suites over HTTP and the escalation engine's in their long form: more values,
// more people, more tries, a storm of kills and restarts.
process.env.EVENKEEL_LONG = "1";
process.argv.push("engine faults", "build", "HTTP");
await import("./test.ts");

export {};
