"use client";

import {
  type CSSProperties,
  type FormEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from "react";
import { cx } from "#components/ui/cx.ts";

export type DialogProps = {
  open: boolean;
  /** Asked to close: Escape, a click beside it, or a button. Set `open` to false to let it go. */
  onClose: () => void;
  title: ReactNode;
  /** One sentence under the title: what will happen. */
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons; the one that acts comes last. */
  footer?: ReactNode;
  /** Makes the whole dialog a form; a submit button in `footer` sends it. */
  onSubmit?: ((event: FormEvent<HTMLFormElement>) => void) | undefined;
  /** While true it cannot be dismissed by Escape or a click beside it. */
  locked?: boolean | undefined;
  /** Width in px, default 460. */
  width?: number | undefined;
  /** "alertdialog" for what cannot be undone. */
  role?: "dialog" | "alertdialog" | undefined;
  className?: string | undefined;
};

/** Opens and closes the native element with `open`; the browser keeps the focus inside and gives it back. */
export function useNativeDialog(open: boolean) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  // One that is taken away while it stands open gives the focus back too: only closing does that.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => {
      if (dialog?.open) dialog.close();
    };
  }, []);
  return ref;
}

/** A native modal dialog. Content mounts only while open, so its state starts fresh each time. */
export function Dialog(props: DialogProps) {
  const { open, onClose, locked, width, role = "dialog", className } = props;
  const ref = useNativeDialog(open);
  const id = useId();
  return (
    <dialog
      ref={ref}
      role={role}
      className={cx("dlg", className)}
      style={{ "--w": width ? `${width}px` : undefined } as CSSProperties}
      closedby={locked ? "none" : "any"}
      aria-labelledby={`${id}-title`}
      aria-describedby={props.description ? `${id}-text` : undefined}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        if (!locked) onClose();
      }}
      onClose={(event) => {
        if (event.target === ref.current && open) onClose();
      }}
    >
      {open ? <DialogContent {...props} id={id} /> : null}
    </dialog>
  );
}

function DialogContent({ id, title, description, children, footer, onSubmit }: DialogProps & { id: string }) {
  const inside = (
    <>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {description ? (
          <p className="t2" id={`${id}-text`}>
            {description}
          </p>
        ) : null}
      </header>
      {children}
      {footer ? <footer>{footer}</footer> : null}
    </>
  );
  if (!onSubmit) return <div className="dlg-in">{inside}</div>;
  return (
    <form
      className="dlg-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event);
      }}
    >
      {inside}
    </form>
  );
}
