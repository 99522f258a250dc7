/**
 * Runs `work` a moment after the first of several calls, once for all that come meanwhile.
 * @param wait milliseconds to wait, asked anew each time
 */
export function soonOnce(work: () => void, wait: () => number): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, wait());
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
