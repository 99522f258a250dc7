"use client";

import Check from "lucide-react/icons/check";
import type { RefObject } from "react";
import { Header, Menu, MenuItem, MenuSection, Popover } from "react-aria-components";
import { Kbd } from "#components/ui/kbd.tsx";
import type { MenuItem as Item, MenuProps } from "#components/ui/menu.tsx";

type MenuListProps = MenuProps & { trigger: RefObject<HTMLElement | null>; onClose: () => void };

/** The opened menu. Its own file, so that react-aria loads only when somebody is about to open one. */
export function MenuList({ label, sections, onAction, placement, trigger, onClose }: MenuListProps) {
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement={placement ?? "bottom end"}
      offset={6}
    >
      <Menu
        className="menu"
        aria-label={label}
        autoFocus="first"
        onAction={(key) => onAction?.(String(key))}
        onClose={onClose}
      >
        {sections.map((section) => (
          <MenuSection
            key={section.title ?? section.items[0]?.id ?? ""}
            {...(section.title ? {} : { "aria-label": section.items[0]?.label ?? label })}
            {...choices(section.items)}
          >
            {section.title ? <Header>{section.title}</Header> : null}
            {section.items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Popover>
  );
}

/** A section whose items know on and off is a choice of one. */
function choices(items: ReadonlyArray<Item>) {
  if (items.every((item) => item.checked === undefined)) return {};
  const selected = items.filter((item) => item.checked).map((item) => item.id);
  return { selectionMode: "single", selectedKeys: selected, disallowEmptySelection: true } as const;
}

function Row({ item }: { item: Item }) {
  return (
    <MenuItem
      id={item.id}
      textValue={item.label}
      {...(item.href ? { href: item.href } : {})}
      {...(item.disabled ? { isDisabled: true } : {})}
      {...(item.danger ? { className: "danger" } : {})}
    >
      {item.icon}
      <span className="grow">{item.label}</span>
      {item.keys ? <Kbd>{item.keys}</Kbd> : null}
      {item.checked === undefined ? null : <Check className="tick" />}
    </MenuItem>
  );
}
