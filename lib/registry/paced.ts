/**
 * Answers many hints with few looks: the first one at once, then one at the end of each pause in which another came.
 * @param pauseMs the least time between two looks, in milliseconds
 */
export function paced(look: () => void, pauseMs: number): () => void {
  let resting = false;
  let hinted = false;
  const rest = () => {
    resting = true;
    hinted = false;
    look();
    setTimeout(() => {
      resting = false;
      if (hinted) rest();
    }, pauseMs).unref();
  };
  return () => {
    hinted = true;
    if (!resting) rest();
  };
}
