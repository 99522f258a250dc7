"use client";

import X from "lucide-react/icons/x";
import { type CSSProperties, type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { useNativeDialog } from "#components/ui/dialog.tsx";

export type DrawerProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** A quiet line over the title: "Evidence". */
  over?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** Width in px, default 420. */
  width?: number | undefined;
  /** Content reaches the edges (blocks pad themselves with `.blk`). */
  flush?: boolean | undefined;
};

/** A sheet from the right; on a phone from below. Native modal dialog: focus, Escape and a click beside it work. */
export function Drawer({ open, onClose, title, over, children, footer, width, flush }: DrawerProps) {
  const ref = useNativeDialog(open);
  const id = useId();
  return (
    <dialog
      ref={ref}
      className="drawer"
      closedby="any"
      aria-labelledby={id}
      style={{ "--w": width ? `${width}px` : undefined } as CSSProperties}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        if (event.target === ref.current && open) onClose();
      }}
    >
      {open ? (
        <>
          <header>
            <div className="grow">
              {over ? <p className="xs t2">{over}</p> : null}
              <h2 id={id}>{title}</h2>
            </div>
            <Button variant="quiet" size="sm" iconOnly icon={<X />} label="Close" onClick={onClose} />
          </header>
          <div className={cx("body", flush && "flush")}>{children}</div>
          {footer ? <footer>{footer}</footer> : null}
        </>
      ) : null}
    </dialog>
  );
}
