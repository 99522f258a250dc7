"use client";

import Ellipsis from "lucide-react/icons/ellipsis";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { onDemand } from "./on-demand.tsx";

export type MenuItem = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** A link instead of an action. */
  href?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  /** A choice that is on or off: shows a tick and is read as checked. */
  checked?: boolean | undefined;
  keys?: string | undefined;
};

export type MenuSection = { title?: string | undefined; items: ReadonlyArray<MenuItem> };

export type MenuProps = {
  /** The menu's name, and the button's: of one with words of its own it is read after them. */
  label: string;
  sections: ReadonlyArray<MenuSection>;
  onAction?: ((id: string) => void) | undefined;
  /** What the button shows; default is the ⋯ icon. */
  children?: ReactNode;
  icon?: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: "md" | "sm" | undefined;
  className?: string | undefined;
  /** A bare button drawn by `className` alone. */
  plain?: boolean | undefined;
  placement?: "bottom end" | "bottom start" | "top start" | "top end" | undefined;
};

const loadList = () => import("#components/ui/menu-list.tsx");
const MenuList = onDemand(async () => (await loadList()).MenuList);

/** A button with a menu. The menu's code loads when the pointer or the focus reaches the button. */
export function Menu(props: MenuProps) {
  const { label, children, icon, variant = "soft", size, className, plain } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const iconOnly = !children;
  const behaviour = {
    ref: trigger,
    "aria-haspopup": "menu",
    "aria-expanded": open,
    onPointerEnter: () => void loadList(),
    onFocus: () => void loadList(),
    onClick: () => setOpen(true),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      setOpen(true);
    },
  } as const;
  return (
    <>
      {plain ? (
        <button type="button" className={className} {...behaviour}>
          {children}
          <span className="vh">{label}</span>
        </button>
      ) : (
        <Button
          {...behaviour}
          variant={variant}
          size={size}
          icon={icon ?? (iconOnly ? <Ellipsis /> : undefined)}
          iconOnly={iconOnly}
          label={label}
          className={className}
        >
          {children}
        </Button>
      )}
      {open ? <MenuList {...props} trigger={trigger} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
