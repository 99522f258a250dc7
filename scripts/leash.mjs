// Loaded before the main file of every process this project starts: when the process that started it dies, even by
// a signal it cannot catch, the channel between them closes and this one ends as if it had been told to.
// The builder's own workers inherit this file, and need their channel to stay alive for as long as they work.
if (process.connected && process.channel && !process.env.IS_NEXT_WORKER) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
