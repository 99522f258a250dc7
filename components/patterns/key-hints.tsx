import { Kbd } from "#components/ui/kbd.tsx";

export type KeyHint = { keys: ReadonlyArray<string>; words: string };

/** The keys of this surface, at its foot. Not on a phone, not in print. */
export function KeyHints({ hints }: { hints: ReadonlyArray<KeyHint> }) {
  return (
    <footer className="keys">
      {hints.map((hint) => (
        <span key={hint.words}>
          {hint.keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {hint.words}
        </span>
      ))}
    </footer>
  );
}
