// `npm run test:faults` runs the guard suites over HTTP in their long form: more values, more people, more tries.
process.env.EVENKEEL_LONG = "1";
process.argv.push("build", "HTTP");
await import("./test.ts");

export {};
