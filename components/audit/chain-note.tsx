import ShieldCheck from "lucide-react/icons/shield-check";
import { RelativeTime } from "#components/ui/time.tsx";

type Head = { position: number; hash: string; sealedAt: string };

/** How far the chain reaches; its head can be written down elsewhere. */
export function ChainNote({ head }: { head: Head | null }) {
  if (!head)
    return <p className="note">Nothing is sealed yet; the worker seals each entry within seconds.</p>;
  return (
    <p className="note row wrap">
      <ShieldCheck className="s ok" />
      <span>
        {head.position.toLocaleString("en")} entries sealed, the last <RelativeTime iso={head.sealedAt} />.
        Head <span className="mono">{head.hash.slice(0, 16)}</span>.{" "}
        <code className="mono">npm run audit:verify</code> checks the whole chain.
      </span>
    </p>
  );
}
