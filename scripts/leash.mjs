// Loaded before the main file of every process this project starts: when the process that started it dies, even by
// a signal it cannot catch, the channel between them closes and this one ends as if it had been told to.
if (process.connected && process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

// Only for this process: what it forks itself is handed the same options, and needs its channel to stay alive.
const at = process.execArgv.findIndex((option) => option.endsWith("leash.mjs"));
if (at > 0) process.execArgv.splice(at - 1, 2);
