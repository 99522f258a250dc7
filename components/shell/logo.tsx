/** The mark: a hull on its waterline. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden="true">
      <path d="M1 8.5h20" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M4 11.5h14a7 7 0 0 1-14 0z" fill="currentColor" />
      <circle cx="11" cy="4" r="1.9" fill="currentColor" />
    </svg>
  );
}
