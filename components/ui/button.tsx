import { type ComponentProps, type ReactNode, useId } from "react";
import { Anchor } from "#components/ui/anchor.tsx";
import { cx } from "#components/ui/cx.ts";
import { Kbd } from "#components/ui/kbd.tsx";

/** outline is the rule; primary once per region; soft and quiet step back; destroy only inside a dialog. */
export type ButtonVariant = "outline" | "primary" | "soft" | "quiet" | "danger" | "destroy";

export type ButtonLook = {
  variant?: ButtonVariant | undefined;
  size?: "md" | "sm" | undefined;
  /** A lucide element, for example `<Siren />`. */
  icon?: ReactNode;
  /** Shows the icon alone; `label` becomes the accessible name. */
  iconOnly?: boolean | undefined;
  label?: string | undefined;
  /** Full width. */
  block?: boolean | undefined;
  /** The key that does the same, shown as a key cap. */
  keys?: string | undefined;
};

export type ButtonProps = ButtonLook &
  Omit<ComponentProps<"button">, "children"> & {
    children?: ReactNode;
    /** The request is on its way: spinner, no second click, focus stays. */
    busy?: boolean | undefined;
    busyLabel?: string | undefined;
    /** Why it cannot be used now; disables the button and stands beside it. */
    disabledReason?: string | undefined;
  };

function classes(look: ButtonLook, className: string | undefined): string {
  const variant = look.variant === "outline" ? undefined : look.variant;
  return cx(
    "btn",
    variant,
    look.size === "sm" && "sm",
    look.iconOnly && "icon",
    look.block && "fill",
    className,
  );
}

function Face({ look, children }: { look: ButtonLook; children: ReactNode }) {
  if (look.iconOnly) return look.icon;
  return (
    <>
      {look.icon}
      {children ?? look.label}
      {look.keys ? <Kbd ink>{look.keys}</Kbd> : null}
    </>
  );
}

/** A native button. `type` is "button" unless said otherwise. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, iconOnly, label, block, keys, busy, busyLabel, disabledReason, ...rest } =
    props;
  const { className, children, onClick, type = "button", disabled, ...native } = rest;
  const reasonId = useId();
  const look: ButtonLook = { variant, size, icon, iconOnly, label, block, keys };
  const button = (
    <button
      {...native}
      type={busy ? "button" : type}
      className={classes(look, className)}
      aria-label={native["aria-label"] ?? (iconOnly ? label : undefined)}
      title={native.title ?? (iconOnly ? label : undefined)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      disabled={disabled || Boolean(disabledReason)}
      aria-describedby={disabledReason ? reasonId : native["aria-describedby"]}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <span className="spin" aria-hidden="true" /> : null}
      {busy && !iconOnly ? (busyLabel ?? children ?? label) : null}
      {busy ? null : <Face look={look}>{children}</Face>}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className="row">
      {button}
      <span id={reasonId} className="xs t3">
        {disabledReason}
      </span>
    </span>
  );
}

export type LinkButtonProps = ButtonLook &
  Omit<ComponentProps<typeof Anchor>, "children"> & { children?: ReactNode };

/** A link drawn as a button: for going somewhere, never for doing something. */
export function LinkButton(props: LinkButtonProps) {
  const { variant, size, icon, iconOnly, label, block, keys, className, children, ...rest } = props;
  const look: ButtonLook = { variant, size, icon, iconOnly, label, block, keys };
  return (
    <Anchor {...rest} className={classes(look, className)} aria-label={iconOnly ? label : rest["aria-label"]}>
      <Face look={look}>{children}</Face>
    </Anchor>
  );
}
