// `npm run test:faults` runs the guard suites over HTTP and the escalation engine's in their long form: more values,
// more people, more tries, a storm of kills and restarts. `-- engine` runs the named steps only.
process.env.EVENKEEL_LONG = "1";
if (process.argv.length === 2) process.argv.push("engine faults", "build", "HTTP");
await import("./test.ts");

export {};
